"""Clouds of China and Russia, by the libraries of their makers."""

from __future__ import annotations

from asynclint.knowledge.entry import Kind, Unless, asking, methods, names
from asynclint.knowledge.library import Library

_ASYNC = "the same with `_async` after its name"
_MODEL = "sends the request to the model's service and waits for the answer"
_PART = "waits for the next part of the object"
_OPERATION = "asks the service again and again until the operation has ended"
_STREAMED = (Unless("stream", None, (True,)),)

_TENCENT = "https://github.com/TencentCloud/tencentcloud-sdk-python"
_COS = "https://github.com/tencentyun/cos-python-sdk-v5"
_OSS = "https://aliyun-oss-python-sdk.readthedocs.io/en/latest/oss2.html"
_OSS2 = "https://github.com/aliyun/alibabacloud-oss-python-sdk-v2"
_OSS2_TWIN = "alibabacloud_oss_v2.aio.AsyncClient"
_ALIPAY = "https://github.com/alipay/alipay-sdk-python-all"
_ALIYUN = "https://github.com/aliyun/aliyun-openapi-python-sdk"
_TEA = "https://github.com/aliyun/alibabacloud-python-sdk"
_BAIDU = "https://ai.baidu.com/ai-doc/OCR/7kibizyfm"
_QIANFAN = "https://github.com/baidubce/bce-qianfan-sdk"
_ARK = "https://github.com/volcengine/volcengine-python-sdk"
_VOLC = "https://github.com/volcengine/volc-sdk-python"
_OBS = "https://github.com/huaweicloud/huaweicloud-sdk-python-obs"
_YANDEX = "https://github.com/yandex-cloud/python-sdk"

_TENCENT_CLIENT = "tencentcloud.common.abstract_client.AbstractClient"
_TENCENT_SERVICES = (
    *(("asr", "v20190614", "Asr"), ("cam", "v20190116", "Cam"), ("cdb", "v20170320", "Cdb")),
    *(("captcha", "v20190722", "Captcha"), ("cdn", "v20180606", "Cdn")),
    *(("cls", "v20201016", "Cls"), ("cvm", "v20170312", "Cvm")),
    *(("dnspod", "v20210323", "Dnspod"), ("faceid", "v20180301", "Faceid")),
    *(("hunyuan", "v20230901", "Hunyuan"), ("iai", "v20200303", "Iai")),
    *(("ims", "v20201229", "Ims"), ("lighthouse", "v20200324", "Lighthouse")),
    *(("live", "v20180801", "Live"), ("lkeap", "v20240522", "Lkeap")),
    *(("monitor", "v20180724", "Monitor"), ("nlp", "v20190408", "Nlp")),
    *(("ocr", "v20181119", "Ocr"), ("scf", "v20180416", "Scf"), ("ses", "v20201002", "Ses")),
    *(("sms", "v20190711", "Sms"), ("sms", "v20210111", "Sms"), ("sts", "v20180813", "Sts")),
    *(("ssl", "v20191205", "Ssl"), ("tke", "v20180525", "Tke"), ("tmt", "v20180321", "Tmt")),
    *(("tms", "v20201229", "Tms"), ("trtc", "v20190722", "Trtc"), ("tts", "v20190823", "Tts")),
    *(("vod", "v20180717", "Vod"), ("vpc", "v20170312", "Vpc")),
)
_AIP = (
    *(
        "AipBodyAnalysis",
        "AipContentCensor",
        "AipFace",
        "AipMt",
        "AipImageClassify",
        "AipImageSearch",
    ),
    *("AipNlp", "AipOcr", "AipSpeech"),
)
_ARK_RESOURCES = "volcenginesdkarkruntime.resources"


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="tencentcloud-sdk-python",
        packages=("tencentcloud",),
        blocks=asking(_TENCENT_CLIENT, "*", _TENCENT),
        bases={
            "tencentcloud.common.common_client.CommonClient": (_TENCENT_CLIENT,),
            **{
                f"tencentcloud.{service}.{version}.{service}_client.{cls}Client": (_TENCENT_CLIENT,)
                for service, version, cls in _TENCENT_SERVICES
            },
        },
        safe=names(_TENCENT_CLIENT, "set_stream_logger set_file_logger set_default_logger"),
    ),
    Library(
        distribution="cos-python-sdk-v5",
        packages=("qcloud_cos",),
        blocks=asking("qcloud_cos.CosS3Client", "*", _COS),
        aliases={"qcloud_cos.cos_client.CosS3Client": "qcloud_cos.CosS3Client"},
        safe=names(
            "qcloud_cos.CosS3Client",
            "get_conf get_auth get_presigned_url get_presigned_download_url get_object_url"
            " get_rtmp_signed_url get_retry_exe_times inc_retry_exe_times should_switch_domain"
            " generate_built_in_connection_pool handle_built_in_connection_pool_by_pid",
        ),
    ),
    Library(
        distribution="oss2",
        packages=("oss2",),
        blocks=(
            *asking("oss2", "Bucket.* Service.*", _OSS),
            *asking("oss2", "resumable_upload resumable_download", _OSS),
            *methods("oss2.models.GetObjectResult", "read", Kind.NETWORK, _PART, why=_OSS),
        ),
        aliases={
            "oss2.api.Bucket": "oss2.Bucket",
            "oss2.api.Service": "oss2.Service",
            "oss2.resumable.resumable_upload": "oss2.resumable_upload",
            "oss2.resumable.resumable_download": "oss2.resumable_download",
        },
        returns={"oss2.Bucket.get_object": "oss2.models.GetObjectResult"},
        safe=names("oss2.Bucket", "sign_url sign_rtmp_url"),
    ),
    Library(
        distribution="alibabacloud-oss-v2",
        packages=("alibabacloud_oss_v2",),
        blocks=asking("alibabacloud_oss_v2.Client", "*", _OSS2, twin=_OSS2_TWIN),
        aliases={"alibabacloud_oss_v2.client.Client": "alibabacloud_oss_v2.Client"},
        safe=names(
            "alibabacloud_oss_v2.Client",
            "presign downloader uploader copier append_file open_file list_objects_paginator"
            " list_objects_v2_paginator list_object_versions_paginator list_buckets_paginator"
            " list_parts_paginator list_multipart_uploads_paginator",
        ),
        asynchronous=(_OSS2_TWIN,),
    ),
    Library(
        distribution="alipay-sdk-python",
        packages=("alipay",),
        blocks=asking("alipay.aop.api.DefaultAlipayClient.DefaultAlipayClient", "execute", _ALIPAY),
    ),
    Library(
        distribution="aliyun-python-sdk-core",
        packages=("aliyunsdkcore",),
        blocks=asking(
            "aliyunsdkcore.client.AcsClient",
            "do_action_with_exception do_action get_response",
            _ALIYUN,
        ),
    ),
    Library(
        distribution="alibabacloud-tea-openapi",
        packages=("alibabacloud_tea_openapi",),
        blocks=asking(
            "alibabacloud_tea_openapi.client.Client",
            "call_api do_request do_rpcrequest do_roarequest execute",
            _TEA,
            twin=_ASYNC,
        ),
    ),
    Library(
        distribution="alibabacloud-dysmsapi20170525",
        packages=("alibabacloud_dysmsapi20170525",),
        blocks=asking(
            "alibabacloud_dysmsapi20170525.client.Client",
            "send_sms send_sms_with_options send_batch_sms send_batch_sms_with_options"
            " query_send_details query_send_details_with_options",
            _TEA,
            twin=_ASYNC,
        ),
        bases={
            "alibabacloud_dysmsapi20170525.client.Client": (
                "alibabacloud_tea_openapi.client.Client",
            )
        },
    ),
    Library(
        distribution="baidu-aip",
        packages=("aip",),
        blocks=asking("aip.base.AipBase", "*", _BAIDU),
        aliases={"aip.AipImageCensor": "aip.AipContentCensor"},
        bases={f"aip.{cls}": ("aip.base.AipBase",) for cls in _AIP},
        safe=names(
            "aip.base.AipBase",
            "getVersion setConnectionTimeoutInMillis setSocketTimeoutInMillis setProxies",
        ),
    ),
    Library(
        distribution="qianfan",
        packages=("qianfan",),
        blocks=(
            *methods(
                "qianfan",
                "ChatCompletion.do Completion.do",
                Kind.NETWORK,
                _MODEL,
                twin="the same with `a` before its name",
                unless=_STREAMED,
                why=_QIANFAN,
            ),
            *methods(
                "qianfan",
                "Embedding.do Text2Image.do Reranker.do",
                Kind.NETWORK,
                _MODEL,
                twin="the same with `a` before its name",
                why=_QIANFAN,
            ),
        ),
    ),
    Library(
        distribution="volcengine-python-sdk",
        packages=("volcenginesdkarkruntime",),
        blocks=methods(
            _ARK_RESOURCES,
            "chat.completions.Completions.create embeddings.Embeddings.create"
            " images.Images.generate content_generation.tasks.Tasks.create"
            " content_generation.tasks.Tasks.get content_generation.tasks.Tasks.list",
            Kind.NETWORK,
            _MODEL,
            twin="volcenginesdkarkruntime.AsyncArk",
            why=_ARK,
        ),
        aliases={"volcenginesdkarkruntime._client.Ark": "volcenginesdkarkruntime.Ark"},
        returns={
            "volcenginesdkarkruntime.Ark.chat": _ARK_RESOURCES + ".chat.chat.Chat",
            _ARK_RESOURCES + ".chat.chat.Chat.completions": (
                _ARK_RESOURCES + ".chat.completions.Completions"
            ),
            "volcenginesdkarkruntime.Ark.embeddings": _ARK_RESOURCES + ".embeddings.Embeddings",
            "volcenginesdkarkruntime.Ark.images": _ARK_RESOURCES + ".images.Images",
        },
        asynchronous=("volcenginesdkarkruntime.AsyncArk",),
    ),
    Library(
        distribution="volcengine",
        packages=("volcengine",),
        blocks=(
            *asking("volcengine.base.Service.Service", "get post json put put_data", _VOLC),
            *asking(
                "volcengine.visual.VisualService.VisualService",
                "cv_process cv_submit_task cv_get_result cv_sync2async_submit_task"
                " cv_sync2async_get_result",
                _VOLC,
            ),
        ),
        bases={
            "volcengine.visual.VisualService.VisualService": ("volcengine.base.Service.Service",)
        },
    ),
    Library(
        distribution="esdk-obs-python",
        packages=("obs",),
        blocks=asking("obs.ObsClient", "*", _OBS),
        aliases={"obs.client.ObsClient": "obs.ObsClient"},
        safe=names(
            "obs.ObsClient",
            "createSignedUrl createV2SignedUrl createV4SignedUrl createV4PostSignature"
            " createPostSignature bucketClient get_shadow_client initLog init_session refresh close"
            " check_file_path uploadFileAsync",
        ),
    ),
    Library(
        distribution="yandexcloud",
        packages=("yandexcloud",),
        blocks=methods(
            "yandexcloud.SDK",
            "wait_operation_and_get_result create_operation_and_get_result",
            Kind.SLEEP,
            _OPERATION,
            why=_YANDEX,
        ),
        aliases={"yandexcloud._sdk.SDK": "yandexcloud.SDK"},
    ),
)
