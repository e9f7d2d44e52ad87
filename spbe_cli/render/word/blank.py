"""The empty document that ours begin with.

python-docx's default has a part that validators refuse (stylesWithEffects) and a hundred styles
nobody needs: this one holds what is used.
"""

import io
import zipfile

from spbe_cli.render.word import styles, theme
from spbe_cli.render.word.styles import RELATIONSHIPS, XML_HEAD, W

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def empty() -> bytes:
    """Return an empty document, A4 upright, with the styles above."""
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" '
        'w:bottom="1304" w:left="1418" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    settings = (
        f'{XML_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:compatSetting "
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )
    fonts = (
        f'{XML_HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="{styles.FONT}"><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    parts = ("styles", "settings", "fontTable")
    theme_kind = "application/vnd.openxmlformats-officedocument.theme+xml"
    kinds = {
        "theme/theme1": theme_kind,
        "document": f"{_WORD}.document.main+xml",
        **{one: f"{_WORD}.{one}+xml" for one in parts},
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    rels = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    rels += f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/theme" Target="theme/theme1.xml"/>'
    files = {
        "[Content_Types].xml": f'{XML_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{XML_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{XML_HEAD}<Relationships xmlns="{_RELATIONS}">{rels}'
        "</Relationships>",
        "word/document.xml": f'{XML_HEAD}<w:document xmlns:w="{W}" xmlns:r="{RELATIONSHIPS}">'
        f"<w:body>{page}</w:body></w:document>",
        "word/styles.xml": styles.styles(),
        "word/settings.xml": settings,
        "word/fontTable.xml": fonts,
        "word/theme/theme1.xml": XML_HEAD + theme.theme(),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()
