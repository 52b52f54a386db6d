"""Data frames, slow hashes, images, documents."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_READ = "reads the file and parses it"
_WRITE = "writes the file"
_HASH = "computes a hash that is made to be slow"
_DERIVE = "derives a key, which is made to be slow"
_ENCODE = "encodes the image and writes it"
_PIXELS = "computes every pixel of the result, after decoding the image the first time"

_PANDAS = "https://pandas.pydata.org/docs/reference/io.html"
_NUMPY = "https://numpy.org/doc/stable/reference/routines.io.html"
_PASSLIB = "https://passlib.readthedocs.io/en/stable/lib/passlib.context.html"
_PILLOW = "https://pillow.readthedocs.io/en/stable/reference/Image.html"
_OPENCV = "https://docs.opencv.org/4.x/d4/da8/group__imgcodecs.html"
_CRYPTOGRAPHY = "https://cryptography.io/en/latest/hazmat/primitives/key-derivation-functions/"

_FROM_MEMORY = (Unless("filepath_or_buffer", 0, IN_MEMORY),)
_PATH_FROM_MEMORY = (Unless("path", 0, IN_MEMORY),)
_HASHERS = "bcrypt argon2 pbkdf2_sha256 pbkdf2_sha512 scrypt sha256_crypt sha512_crypt"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pandas",
        packages=("pandas",),
        blocks=(
            *methods(
                "pandas",
                "read_csv read_table read_fwf read_sas read_stata read_pickle",
                Kind.FILE,
                _READ,
                computes="parses the whole table",
                unless=_FROM_MEMORY,
                why=_PANDAS,
            ),
            *methods(
                "pandas",
                "read_parquet read_feather read_orc",
                Kind.FILE,
                _READ,
                computes="parses the whole table",
                unless=_PATH_FROM_MEMORY,
                why=_PANDAS,
            ),
            Blocks(
                "pandas.read_excel",
                Kind.FILE,
                _READ,
                computes="parses the whole sheet",
                unless=(Unless("io", 0, IN_MEMORY),),
                why=_PANDAS,
            ),
            Blocks(
                "pandas.ExcelFile",
                Kind.FILE,
                _READ,
                computes="parses the whole file",
                unless=(Unless("path_or_buffer", 0, IN_MEMORY),),
                why=_PANDAS,
            ),
            # Before pandas 3 the argument may also be the text itself: only a literal tells.
            Blocks(
                "pandas.read_json",
                Kind.FILE,
                _READ,
                computes="parses the whole table",
                unless=(
                    Unless("path_or_buf", 0, IN_MEMORY, strict=True, begins="{"),
                    Unless("path_or_buf", 0, (), begins="["),
                ),
                why=_PANDAS,
            ),
            Blocks("pandas.read_hdf", Kind.FILE, _READ, why=_PANDAS),
            *methods(
                "pandas",
                "read_sql read_sql_query read_sql_table DataFrame.to_sql",
                Kind.DATABASE,
                "sends the statement to the database and waits for the rows",
                why=_PANDAS,
            ),
            *methods(
                "pandas",
                "DataFrame.to_csv DataFrame.to_json Series.to_csv Series.to_json",
                Kind.FILE,
                _WRITE,
                unless=(Unless("path_or_buf", 0, (None, *IN_MEMORY), by_default=True),),
                why=_PANDAS,
            ),
            *methods(
                "pandas",
                "DataFrame.to_parquet DataFrame.to_orc",
                Kind.FILE,
                _WRITE,
                computes="encodes the whole table",
                unless=(Unless("path", 0, (None, *IN_MEMORY), by_default=True),),
                why=_PANDAS,
            ),
            *methods(
                "pandas",
                "DataFrame.to_pickle Series.to_pickle DataFrame.to_feather DataFrame.to_stata",
                Kind.FILE,
                _WRITE,
                unless=_PATH_FROM_MEMORY,
                why=_PANDAS,
            ),
            *methods(
                "pandas.DataFrame",
                "to_html to_string to_latex to_markdown",
                Kind.FILE,
                _WRITE,
                unless=(Unless("buf", 0, (None, *IN_MEMORY), by_default=True),),
                why=_PANDAS,
            ),
            *methods("pandas.ExcelWriter", "close __exit__", Kind.FILE, _WRITE, why=_PANDAS),
            Blocks(
                "pandas.DataFrame.to_excel",
                Kind.FILE,
                _WRITE,
                computes="encodes the whole table",
                unless=(Unless("excel_writer", 0, (*IN_MEMORY, "pandas.ExcelWriter")),),
                why=_PANDAS,
            ),
        ),
        aliases={"pandas.core.frame.DataFrame": "pandas.DataFrame"},
        variants={"pandas.ExcelWriter": ("path", 0, "io.BytesIO", "io.BytesIO")},
        returns=returning(
            "pandas.DataFrame",
            "pandas",
            "read_csv read_table read_parquet read_feather read_orc read_sql read_sql_query"
            " read_sql_table read_json DataFrame.head DataFrame.drop_duplicates DataFrame.dropna",
        ),
    ),
    Library(
        distribution="numpy",
        packages=("numpy",),
        blocks=(
            *methods(
                "numpy",
                "load save savez savez_compressed",
                Kind.FILE,
                "reads or writes the arrays",
                unless=(Unless("file", 0, IN_MEMORY),),
                why=_NUMPY,
            ),
            *methods(
                "numpy",
                "loadtxt savetxt genfromtxt",
                Kind.FILE,
                "reads or writes the arrays",
                unless=(Unless("fname", 0, IN_MEMORY),),
                why=_NUMPY,
            ),
        ),
    ),
    Library(
        distribution="bcrypt",
        packages=("bcrypt",),
        blocks=methods(
            "bcrypt", "hashpw checkpw kdf", Kind.CPU, _HASH, why="https://pypi.org/project/bcrypt/"
        ),
    ),
    Library(
        distribution="argon2-cffi",
        packages=("argon2",),
        blocks=methods(
            "argon2.PasswordHasher",
            "hash verify",
            Kind.CPU,
            _HASH,
            why="https://argon2-cffi.readthedocs.io/en/stable/api.html",
        ),
    ),
    Library(
        distribution="passlib",
        packages=("passlib",),
        blocks=(
            *methods(
                "passlib.context.CryptContext",
                "hash verify verify_and_update encrypt dummy_verify",
                Kind.CPU,
                _HASH,
                why=_PASSLIB,
            ),
            *methods(
                "passlib.hash",
                " ".join(f"{name}.{do}" for name in _HASHERS.split() for do in ("hash", "verify")),
                Kind.CPU,
                _HASH,
                why="https://passlib.readthedocs.io/en/stable/lib/passlib.hash.html",
            ),
        ),
        returns={f"passlib.hash.{name}.using": f"passlib.hash.{name}" for name in _HASHERS.split()},
    ),
    Library(
        distribution="cryptography",
        packages=("cryptography",),
        blocks=(
            *methods(
                "cryptography.hazmat.primitives.kdf",
                "scrypt.Scrypt.derive scrypt.Scrypt.verify pbkdf2.PBKDF2HMAC.derive"
                " pbkdf2.PBKDF2HMAC.verify",
                Kind.CPU,
                _DERIVE,
                why=_CRYPTOGRAPHY,
            ),
            Blocks(
                "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key",
                Kind.CPU,
                "searches for large primes",
                why="https://cryptography.io/en/latest/hazmat/primitives/asymmetric/rsa/",
            ),
        ),
    ),
    Library(
        distribution="pillow",
        packages=("PIL",),
        blocks=(
            Blocks(
                "PIL.Image.open",
                Kind.FILE,
                "opens the image and reads its header",
                unless=(Unless("fp", 0, IN_MEMORY),),
                why=_PILLOW + "#PIL.Image.open",
            ),
            Blocks(
                "PIL.Image.Image.save", Kind.CPU, _ENCODE, why=_PILLOW + "#PIL.Image.Image.save"
            ),
            # What takes less than some twenty milliseconds for a photograph of twelve megapixels
            # has no row, nor has what takes little more (convert, transpose, paste, point): but the
            # first of these has to decode what was opened.
            *methods(
                "PIL.ImageFile.ImageFile",
                "load convert copy crop transpose split tobytes",
                Kind.CPU,
                "decodes the image, unless that was done before",
                why=_PILLOW + "#PIL.Image.open",
            ),
            Blocks(
                "PIL.Image.Image.resize",
                Kind.CPU,
                _PIXELS,
                unless=(
                    Unless("resample", 1, (0, "PIL.Image.NEAREST", "PIL.Image.Resampling.NEAREST")),
                ),
                why=_PILLOW + "#PIL.Image.Image.resize",
            ),
            *methods(
                "PIL.Image.Image",
                "thumbnail rotate filter quantize",
                Kind.CPU,
                _PIXELS,
                why=_PILLOW + "#PIL.Image.Image.{}",
            ),
            *methods(
                "PIL.ImageOps",
                "fit pad contain cover",
                Kind.CPU,
                _PIXELS,
                why="https://pillow.readthedocs.io/en/stable/reference/ImageOps.html",
            ),
            Blocks(
                "PIL.Image.Image.show",
                Kind.SUBPROCESS,
                "writes the image to a file and starts a program that shows it",
                why=_PILLOW + "#PIL.Image.Image.show",
            ),
            Blocks(
                "PIL.ImageFont.truetype",
                Kind.FILE,
                "looks for the font and reads it",
                unless=(Unless("font", 0, IN_MEMORY),),
                why="https://pillow.readthedocs.io/en/stable/reference/ImageFont.html",
            ),
        ),
        bases={"PIL.ImageFile.ImageFile": ("PIL.Image.Image",)},
        returns={
            "PIL.Image.open": "PIL.ImageFile.ImageFile",
            **returning("PIL.Image.Image", "PIL.Image", "new frombytes fromarray"),
            **returning(
                "PIL.Image.Image",
                "PIL.Image.Image",
                "convert resize crop rotate copy filter quantize transpose",
            ),
            **returning("PIL.Image.Image", "PIL.ImageOps", "fit pad contain cover exif_transpose"),
        },
    ),
    Library(
        distribution="opencv-python",
        packages=("cv2",),
        blocks=(
            Blocks("cv2.imread", Kind.FILE, "reads the image and decodes it", why=_OPENCV),
            Blocks("cv2.imwrite", Kind.FILE, _ENCODE, why=_OPENCV),
            *methods(
                "cv2.VideoCapture",
                "read grab",
                Kind.WAIT,
                "waits for the next frame",
                why="https://docs.opencv.org/4.x/d8/dfe/classcv_1_1VideoCapture.html",
            ),
            Blocks(
                "cv2.waitKey",
                Kind.WAIT,
                "waits for a key to be pressed",
                why="https://docs.opencv.org/4.x/d7/dfc/group__highgui.html",
            ),
        ),
    ),
    Library(
        distribution="joblib",
        packages=("joblib",),
        blocks=methods(
            "joblib",
            "load dump",
            Kind.FILE,
            "reads or writes the whole object",
            why="https://joblib.readthedocs.io/en/stable/persistence.html",
        ),
    ),
    Library(
        distribution="openpyxl",
        packages=("openpyxl",),
        blocks=(
            Blocks(
                "openpyxl.load_workbook",
                Kind.FILE,
                _READ,
                computes="parses the whole file",
                unless=(Unless("filename", 0, IN_MEMORY),),
                why="https://openpyxl.readthedocs.io/en/stable/tutorial.html",
            ),
            Blocks(
                "openpyxl.Workbook.save",
                Kind.FILE,
                _WRITE,
                computes="encodes the whole file",
                unless=(Unless("filename", 0, IN_MEMORY),),
                why="https://openpyxl.readthedocs.io/en/stable/tutorial.html",
            ),
        ),
        returns={"openpyxl.load_workbook": "openpyxl.Workbook"},
    ),
    Library(
        distribution="pypdf",
        packages=("pypdf",),
        blocks=(
            Blocks(
                "pypdf.PdfReader",
                Kind.FILE,
                _READ,
                unless=(Unless("stream", 0, IN_MEMORY),),
                why="https://pypdf.readthedocs.io/en/stable/modules/PdfReader.html",
            ),
            Blocks(
                "pypdf.PdfWriter.write",
                Kind.FILE,
                _WRITE,
                unless=(Unless("stream", 0, IN_MEMORY),),
                why="https://pypdf.readthedocs.io/en/stable/modules/PdfWriter.html",
            ),
            Blocks(
                "pypdf.PageObject.extract_text",
                Kind.CPU,
                "parses the page and sorts out its characters",
                why="https://pypdf.readthedocs.io/en/stable/modules/PageObject.html",
            ),
        ),
        aliases={
            "pypdf._page.PageObject": "pypdf.PageObject",
            "pypdf._reader.PdfReader": "pypdf.PdfReader",
            "pypdf._writer.PdfWriter": "pypdf.PdfWriter",
        },
        returns={
            "pypdf.PdfReader.pages": "list[pypdf.PageObject]",
            "pypdf.PdfReader.get_page": "pypdf.PageObject",
            "pypdf.PdfWriter.pages": "list[pypdf.PageObject]",
        },
    ),
    Library(
        distribution="piccolo",
        packages=("piccolo",),
        blocks=(
            Blocks(
                "piccolo.apps.user.tables.BaseUser.hash_password",
                Kind.CPU,
                _HASH,
                why="https://piccolo-orm.readthedocs.io/en/latest/piccolo/authentication/baseuser.html",
            ),
        ),
    ),
)
