"""Services that speak: Twilio, each object of whose clients asks it, ElevenLabs, and Azure."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the service and waits for the response"
_TWILIO = "https://github.com/twilio/twilio-python#asynchronous-api-requests"

_REST = "twilio.rest."
_ACCOUNT = "twilio.rest.api.v2010.account."
_VERIFY = "twilio.rest.verify.v2.service."
_CHECK = f"{_VERIFY}verification_check.VerificationCheck"
_TALK = "twilio.rest.conversations.v1.conversation."
_MEETING = f"{_ACCOUNT}conference.participant."
_NUMBER = f"{_ACCOUNT}incoming_phone_number.IncomingPhoneNumber"
_FREE = f"{_ACCOUNT}available_phone_number_country."

_MAKE_AND_LIST = "create list stream"
_LIST = "list stream"
_CHANGE = "fetch update delete"

# Class -> its methods that wait. Each has a twin that ends in `_async`.
_METHODS = {
    f"{_ACCOUNT}message.MessageList": _MAKE_AND_LIST,
    f"{_ACCOUNT}message.MessageContext": _CHANGE,
    f"{_ACCOUNT}message.MessageInstance": _CHANGE,
    f"{_ACCOUNT}message.media.MediaList": _LIST,
    f"{_ACCOUNT}call.CallList": _MAKE_AND_LIST,
    f"{_ACCOUNT}call.CallContext": _CHANGE,
    f"{_ACCOUNT}call.CallInstance": _CHANGE,
    f"{_ACCOUNT}call.recording.RecordingList": _MAKE_AND_LIST,
    f"{_ACCOUNT}recording.RecordingList": _LIST,
    f"{_ACCOUNT}recording.RecordingContext": "fetch delete",
    f"{_ACCOUNT}recording.RecordingInstance": "fetch delete",
    f"{_ACCOUNT}conference.ConferenceList": _LIST,
    f"{_ACCOUNT}conference.ConferenceContext": "fetch update",
    f"{_ACCOUNT}conference.ConferenceInstance": "fetch update",
    f"{_MEETING}ParticipantList": _MAKE_AND_LIST,
    f"{_MEETING}ParticipantContext": _CHANGE,
    f"{_MEETING}ParticipantInstance": _CHANGE,
    f"{_NUMBER}List": _MAKE_AND_LIST,
    f"{_NUMBER}Context": _CHANGE,
    f"{_NUMBER}Instance": _CHANGE,
    f"{_FREE}local.LocalList": _LIST,
    f"{_FREE}mobile.MobileList": _LIST,
    f"{_FREE}toll_free.TollFreeList": _LIST,
    f"{_ACCOUNT}token.TokenList": "create",
    f"{_ACCOUNT}balance.BalanceList": "fetch",
    f"{_VERIFY}ServiceList": _MAKE_AND_LIST,
    f"{_VERIFY}ServiceContext": _CHANGE,
    f"{_VERIFY}ServiceInstance": _CHANGE,
    f"{_VERIFY}verification.VerificationList": "create",
    f"{_VERIFY}verification.VerificationContext": "fetch update",
    f"{_VERIFY}verification.VerificationInstance": "fetch update",
    f"{_CHECK}List": "create",
    f"{_REST}lookups.v1.phone_number.PhoneNumberContext": "fetch",
    f"{_REST}lookups.v2.phone_number.PhoneNumberContext": "fetch",
    f"{_TALK}ConversationList": _MAKE_AND_LIST,
    f"{_TALK}ConversationContext": _CHANGE,
    f"{_TALK}ConversationInstance": _CHANGE,
    f"{_TALK}message.MessageList": _MAKE_AND_LIST,
    f"{_TALK}participant.ParticipantList": _MAKE_AND_LIST,
    f"{_REST}messaging.v1.service.ServiceList": _MAKE_AND_LIST,
    f"{_REST}messaging.v1.service.ServiceContext": _CHANGE,
    f"{_REST}video.v1.room.RoomList": _MAKE_AND_LIST,
    f"{_REST}video.v1.room.RoomContext": "fetch update",
    f"{_REST}video.v1.room.RoomInstance": "fetch update",
    f"{_REST}studio.v2.flow.execution.ExecutionList": _MAKE_AND_LIST,
}
# What has contexts: `messages(sid)`.
_COLLECTIONS = (
    *(f"{_ACCOUNT}message.Message", f"{_ACCOUNT}call.Call", f"{_ACCOUNT}recording.Recording"),
    *(f"{_ACCOUNT}conference.Conference", f"{_MEETING}Participant", _NUMBER),
    f"{_FREE}AvailablePhoneNumberCountry",
    *(f"{_VERIFY}Service", f"{_VERIFY}verification.Verification", f"{_TALK}Conversation"),
    f"{_REST}lookups.v1.phone_number.PhoneNumber",
    f"{_REST}lookups.v2.phone_number.PhoneNumber",
    *(f"{_REST}messaging.v1.service.Service", f"{_REST}video.v1.room.Room"),
    f"{_REST}studio.v2.flow.Flow",
)
# Attribute -> what it holds a list of.
_PARTS = {
    "twilio.rest.Client.messages": f"{_ACCOUNT}message.Message",
    "twilio.rest.Client.calls": f"{_ACCOUNT}call.Call",
    "twilio.rest.Client.recordings": f"{_ACCOUNT}recording.Recording",
    "twilio.rest.Client.conferences": f"{_ACCOUNT}conference.Conference",
    "twilio.rest.Client.incoming_phone_numbers": _NUMBER,
    "twilio.rest.Client.available_phone_numbers": f"{_FREE}AvailablePhoneNumberCountry",
    "twilio.rest.Client.tokens": f"{_ACCOUNT}token.Token",
    "twilio.rest.Client.balance": f"{_ACCOUNT}balance.Balance",
    f"{_ACCOUNT}message.MessageContext.media": f"{_ACCOUNT}message.media.Media",
    f"{_ACCOUNT}call.CallContext.recordings": f"{_ACCOUNT}call.recording.Recording",
    f"{_ACCOUNT}conference.ConferenceContext.participants": f"{_MEETING}Participant",
    f"{_FREE}AvailablePhoneNumberCountryContext.local": f"{_FREE}local.Local",
    f"{_FREE}AvailablePhoneNumberCountryContext.mobile": f"{_FREE}mobile.Mobile",
    f"{_FREE}AvailablePhoneNumberCountryContext.toll_free": f"{_FREE}toll_free.TollFree",
    "twilio.rest.verify.Verify.services": f"{_VERIFY}Service",
    "twilio.rest.verify.v2.V2.services": f"{_VERIFY}Service",
    f"{_VERIFY}ServiceContext.verifications": f"{_VERIFY}verification.Verification",
    f"{_VERIFY}ServiceInstance.verifications": f"{_VERIFY}verification.Verification",
    f"{_VERIFY}ServiceContext.verification_checks": _CHECK,
    f"{_VERIFY}ServiceInstance.verification_checks": _CHECK,
    "twilio.rest.lookups.Lookups.phone_numbers": f"{_REST}lookups.v1.phone_number.PhoneNumber",
    "twilio.rest.lookups.v1.V1.phone_numbers": f"{_REST}lookups.v1.phone_number.PhoneNumber",
    "twilio.rest.lookups.v2.V2.phone_numbers": f"{_REST}lookups.v2.phone_number.PhoneNumber",
    "twilio.rest.conversations.Conversations.conversations": f"{_TALK}Conversation",
    "twilio.rest.conversations.v1.V1.conversations": f"{_TALK}Conversation",
    f"{_TALK}ConversationContext.messages": f"{_TALK}message.Message",
    f"{_TALK}ConversationContext.participants": f"{_TALK}participant.Participant",
    "twilio.rest.messaging.Messaging.services": f"{_REST}messaging.v1.service.Service",
    "twilio.rest.messaging.v1.V1.services": f"{_REST}messaging.v1.service.Service",
    "twilio.rest.video.Video.rooms": f"{_REST}video.v1.room.Room",
    "twilio.rest.video.v1.V1.rooms": f"{_REST}video.v1.room.Room",
    "twilio.rest.studio.Studio.flows": f"{_REST}studio.v2.flow.Flow",
    "twilio.rest.studio.v2.V2.flows": f"{_REST}studio.v2.flow.Flow",
    f"{_REST}studio.v2.flow.FlowContext.executions": f"{_REST}studio.v2.flow.execution.Execution",
}
_AZURE = "https://learn.microsoft.com/en-us/azure/ai-services/speech-service/"
_STREAM = (
    "https://learn.microsoft.com/en-us/python/api/azure-cognitiveservices-speech/"
    "azure.cognitiveservices.speech.audiodatastream"
)
_SYNTHESIZER = "azure.cognitiveservices.speech.SpeechSynthesizer"
_MODEL = "sends the request to the model's service and waits for the answer"
_AUDIO = "waits for the next part of the audio"
_PLAYER = "runs the player and waits until it has played all"
_ELEVENLABS = "https://github.com/elevenlabs/elevenlabs-python#async-client"
_ELEVEN = {
    "text_to_speech": "text_to_speech.client.TextToSpeechClient",
    "speech_to_speech": "speech_to_speech.client.SpeechToSpeechClient",
    "text_to_sound_effects": "text_to_sound_effects.client.TextToSoundEffectsClient",
    "speech_to_text": "speech_to_text.client.SpeechToTextClient",
    "voices": "voices.client.VoicesClient",
}
_SPEECH = names(
    "elevenlabs",
    "text_to_speech.client.TextToSpeechClient.convert"
    " text_to_speech.client.TextToSpeechClient.stream"
    " speech_to_speech.client.SpeechToSpeechClient.convert"
    " text_to_sound_effects.client.TextToSoundEffectsClient.convert",
)
_VOICES = (
    "speech_to_text.client.SpeechToTextClient.convert voices.client.VoicesClient.get_all"
    " voices.client.VoicesClient.search"
)
_GENERATE = "elevenlabs.ElevenLabs.generate"
_AIO_VOICE = "elevenlabs.AsyncElevenLabs"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="twilio",
        packages=("twilio",),
        blocks=tuple(
            row
            for owner, calls in _METHODS.items()
            for row in methods(
                owner, calls, Kind.NETWORK, _REQUEST, twin=f"{owner}.{{}}_async", why=_TWILIO
            )
        ),
        # A list has no method of its contexts: what is called on one was called with an id first.
        bases={f"{one}List": (f"{one}Context",) for one in _COLLECTIONS},
        returns={
            **{f"{one}List.get": f"{one}Context" for one in _COLLECTIONS},
            **{
                f"{owner}.create": f"{owner.removesuffix('List')}Instance"
                for owner, calls in _METHODS.items()
                if "create" in calls.split()
            },
            **{
                f"{owner}.list": f"list[{owner.removesuffix('List')}Instance]"
                for owner, calls in _METHODS.items()
                if "list" in calls.split()
            },
            **{
                f"{owner}.fetch": f"{owner.removesuffix('Context')}Instance"
                for owner, calls in _METHODS.items()
                if "fetch" in calls.split() and owner.endswith("Context")
            },
            **{part: f"{kind}List" for part, kind in _PARTS.items()},
            "twilio.rest.Client.verify": "twilio.rest.verify.Verify",
            "twilio.rest.verify.Verify.v2": "twilio.rest.verify.v2.V2",
            "twilio.rest.Client.lookups": "twilio.rest.lookups.Lookups",
            "twilio.rest.lookups.Lookups.v1": "twilio.rest.lookups.v1.V1",
            "twilio.rest.lookups.Lookups.v2": "twilio.rest.lookups.v2.V2",
            "twilio.rest.Client.conversations": "twilio.rest.conversations.Conversations",
            "twilio.rest.conversations.Conversations.v1": "twilio.rest.conversations.v1.V1",
            "twilio.rest.Client.messaging": "twilio.rest.messaging.Messaging",
            "twilio.rest.messaging.Messaging.v1": "twilio.rest.messaging.v1.V1",
            "twilio.rest.Client.video": "twilio.rest.video.Video",
            "twilio.rest.video.Video.v1": "twilio.rest.video.v1.V1",
            "twilio.rest.Client.studio": "twilio.rest.studio.Studio",
            "twilio.rest.studio.Studio.v2": "twilio.rest.studio.v2.V2",
        },
    ),
    Library(
        distribution="elevenlabs",
        packages=("elevenlabs",),
        blocks=(
            *methods("elevenlabs", _VOICES, Kind.NETWORK, _MODEL, twin=_AIO_VOICE, why=_ELEVENLABS),
            *(
                Blocks(f"{name}.__iter__", Kind.NETWORK, _AUDIO, _AIO_VOICE, why=_ELEVENLABS)
                for name in _SPEECH
            ),
            Blocks(
                f"{_GENERATE}.__iter__",
                Kind.NETWORK,
                _AUDIO,
                _AIO_VOICE,
                when="<2",
                why=_ELEVENLABS,
            ),
            Blocks(
                "elevenlabs.generate",
                Kind.NETWORK,
                _MODEL,
                unless=(Unless("stream", 4, (True,)),),
                when="<1",
                why=_ELEVENLABS,
            ),
            *methods("elevenlabs", "play stream", Kind.SUBPROCESS, _PLAYER, why=_ELEVENLABS),
        ),
        aliases={"elevenlabs.client.ElevenLabs": "elevenlabs.ElevenLabs"},
        returns={
            **{f"elevenlabs.ElevenLabs.{at}": f"elevenlabs.{cls}" for at, cls in _ELEVEN.items()},
            **{name: name for name in (*_SPEECH, _GENERATE)},
        },
    ),
    Library(
        distribution="azure-cognitiveservices-speech",
        packages=("azure.cognitiveservices.speech",),
        blocks=(
            *methods(
                _SYNTHESIZER,
                "speak_text speak_ssml speak",
                Kind.NETWORK,
                "waits until the service has said it all",
                why=_AZURE,
            ),
            *methods(
                _SYNTHESIZER,
                "start_speaking_text start_speaking_ssml start_speaking",
                Kind.NETWORK,
                "waits until the service has begun to speak",
                why=_AZURE,
            ),
            Blocks(
                "azure.cognitiveservices.speech.AudioDataStream.read_data",
                Kind.NETWORK,
                "waits until the service has sent the next part",
                why=_STREAM,
            ),
            Blocks(
                "azure.cognitiveservices.speech.AudioDataStream.save_to_wav_file",
                Kind.FILE,
                "writes the file, which ends when the service has said it all",
                why=_STREAM,
            ),
            *methods(
                "azure.cognitiveservices.speech.SpeechRecognizer",
                "recognize_once",
                Kind.NETWORK,
                "waits until the service has understood a sentence",
                why=_AZURE,
            ),
            Blocks(
                "azure.cognitiveservices.speech.ResultFuture.get",
                Kind.WAIT,
                "waits until the service has answered",
                why=_AZURE,
            ),
        ),
        aliases={
            "azure.cognitiveservices.speech.speech": "azure.cognitiveservices.speech",
        },
        returns={
            **returning(
                "azure.cognitiveservices.speech.ResultFuture",
                _SYNTHESIZER,
                "speak_text_async speak_ssml_async speak_async get_voices_async"
                " start_speaking_text_async start_speaking_ssml_async",
            ),
            **returning(
                "azure.cognitiveservices.speech.ResultFuture",
                "azure.cognitiveservices.speech.SpeechRecognizer",
                "recognize_once_async start_continuous_recognition_async"
                " stop_continuous_recognition_async",
            ),
        },
    ),
)
