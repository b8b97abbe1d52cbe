"""Make the files of this folder from `documents.py`, with LibreOffice and Chromium as their makers.

Run on Debian with libreoffice-writer, hyphen-en-us, chromium, fonts-noto-core and qpdf, from the root of the
repository:

    python -m tests.data.make

The files are kept in the repository: other versions of the two programs make other bytes, and a test must not
depend on what is installed. Each source is written as plain text, as Markdown, as a web page with all that stands
around an article, as one that is crowded with it, as DOCX by LibreOffice, and as PDF twice: by LibreOffice and by
Chromium. Two more PDFs can't be read: one is locked with a password, one is a picture of a page.
"""

import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path
from typing import Final

from tests.data.crowded import page
from tests.data.documents import SOURCES, Part, Source

HERE: Final = Path(__file__).parent

# What stands around an article; none of it may be read as its text.
AROUND: Final = {
    "ar": {
        "site": "صحيفة الضفاف",
        "menu": "الرئيسية|سياسة|اقتصاد|رياضة|ثقافة|اتصل بنا",
        "cookies": "نستخدم ملفّات تعريف الارتباط لتحسين تجربتك، وباستمرارك في التصفّح فإنّك توافق على سياسة الخصوصيّة.",
        "more": "اقرأ أيضًا|ارتفاع أسعار التمور قبل رمضان|مهرجان القوارب ينطلق غدًا|وفاة أقدم صيّاد في الساحل",
        "foot": "جميع الحقوق محفوظة © 2025 صحيفة الضفاف",
        "header": "صحيفة الضفاف — العدد 1207",
        "page": "صفحة",
    },
    "en": {
        "site": "The Quayside Courier",
        "menu": "Home|Politics|Business|Sport|Culture|Contact us",
        "cookies": "We use cookies to improve your experience, and by browsing on you accept our privacy policy.",
        "more": "Read more|Date prices rise before the holidays|Boat festival opens tomorrow|Oldest fisherman dies",
        "foot": "© 2025 The Quayside Courier. All rights reserved.",
        "header": "The Quayside Courier — Issue 1207",
        "page": "Page",
    },
}
FONTS: Final = ("Noto Naskh Arabic", "Noto Sans Arabic", "Noto Naskh Arabic")
LATIN_FONTS: Final = ("Liberation Serif", "Noto Serif", "Noto Sans")
ENCODINGS: Final = {
    "ar-news": ("utf-8-sig", "\r\n"),
    "ar-guide": ("utf-16", "\r\n"),
    "ar-essay": ("cp1256", "\n"),
    "en-news": ("utf-8-sig", "\r\n"),
    "en-guide": ("utf-16", "\n"),
    "en-essay": ("utf-8", "\n"),
}
EUROPEAN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
"""Windows-1256 has no other digits."""


def number(source: Source) -> int:
    """Which of the three layouts the source gets."""
    return [each for each in SOURCES if each.language == source.language].index(source)


def soft(source: Source, text: str) -> str:
    """`text` with soft hyphens in the words that the source lists."""
    for word in source.soft:
        text = text.replace(word.replace("|", ""), word.replace("|", "\u00ad"))
    return text


# Markdown


def markdown(source: Source) -> str:
    """The source as Markdown: with front matter, with underlined titles, or with HTML and pictures in it."""
    style = number(source)
    blocks = [markdown_part(part, style) for part in source.parts]
    if style == 0:
        blocks[0] = f"---\ntitle: {source.title}\ndate: 2025-05-01\ntags: [a, b]\n---\n\n{blocks[0]}"
    if style == 1:
        blocks.insert(1, "[![build](https://example.org/badge.svg)](https://example.org/build)")
        blocks.append("[ref]: https://example.org/reference")
    if style == 2:
        blocks.insert(1, "<!-- draft: do not publish -->\n\n![](cover.png)")
    return "\n\n".join(blocks) + "\n"


def markdown_part(part: Part, style: int) -> str:
    """One block, with emphasis and a link in the texts."""
    first = part.lines[0]
    bullet = "-*+"[style]
    if part.kind in ("title", "heading"):
        if style == 1:
            return f"{first}\n{('=' if part.kind == 'title' else '-') * 20}"
        return f"{'#' if part.kind == 'title' else '##'} {first}"
    if part.kind == "points":
        return "\n".join(f"{bullet} {decorated(line, style)}" for line in part.lines)
    if part.kind == "steps":
        return "\n".join(f"{n}. {decorated(line, style)}" for n, line in enumerate(part.lines, 1))
    if part.kind == "table":
        head, *rows = (f"| {' | '.join(line.split('|'))} |" for line in part.lines)
        return "\n".join([head, "|" + "---|" * first.count("|") + "---|", *rows])
    text = decorated(first, style)
    return f"> {text}" if part.kind == "quote" else wrapped(text) if style == 2 else text


def decorated(text: str, style: int) -> str:
    """The third word strong, the fifth a link."""
    words = text.replace("*", r"\*").split(" ")
    if len(words) > 8:
        words[2] = f"**{words[2]}**"
        words[4] = f"[{words[4]}][ref]" if style == 1 else f"[{words[4]}](https://example.org/a_b)"
    return " ".join(words)


def wrapped(text: str) -> str:
    """Broken at 60 columns, as editors do; a line that would begin like a list isn't begun."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > 60:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


# Web pages


def html(source: Source) -> str:
    """The source as a page of a newspaper, of a blog, or of a site made of nothing but `div`."""
    around = {name: escape(text) for name, text in AROUND[source.language].items()}
    menu = "".join(f'<li><a href="/{n}">{entry}</a></li>' for n, entry in enumerate(around["menu"].split("|")))
    title, *entries = around["more"].split("|")
    more = f"<h3>{title}</h3><ul>" + "".join(f'<li><a href="/n/{e}">{e}</a></li>' for e in entries) + "</ul>"
    body = "\n".join(html_part(part, source) for part in source.parts[1:])
    head = f"<h1>{escape(source.title)}</h1>"
    direction = "rtl" if source.language == "ar" else "ltr"
    start = (
        f'<!DOCTYPE html>\n<html lang="{source.language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{escape(source.title)} | {around['site']}</title>"
        '<style>nav li { display: inline }</style><script>window.ads = ["<p>not text</p>"];</script></head>'
    )
    if number(source) == 0:
        return (
            f'{start}<body><div id="cookie-banner"><p>{around["cookies"]}</p><button>OK</button></div>'
            f'<header><div class="logo">{around["site"]}</div><nav><ul>{menu}</ul></nav></header>'
            f'<main><article>{head}<div class="share"><a href="/f">Facebook</a> <a href="/x">X</a></div>{body}'
            f'</article></main><aside class="related">{more}</aside><footer><p>{around["foot"]}</p></footer>'
            "</body></html>"
        )
    if number(source) == 1:
        return (
            f'{start}<body><nav><ul>{menu}</ul></nav><div class="wrap"><div class="sidebar">{more}</div>'
            f'<div class="post"><div class="post-title">{head}</div><div class="entry-content">{body}</div></div></div>'
            f'<div class="footer"><ul>{menu}</ul>{around["foot"]}</div></body></html>'
        )
    return (
        f'{start}<body><div id="top"><div class="menu"><ul>{menu}</ul></div></div>'
        f'<table width="100%"><tr><td>{more}</td>'
        f'<td>{head}{body}</td></tr></table><div class="cookies">{around["cookies"]}</div>'
        f'<div id="bottom">{around["foot"]}</div></body></html>'
    )


def html_part(part: Part, source: Source) -> str:
    """One block; the texts with emphasis, a link, a line break in the source and a named character."""
    lines = [escape(soft(source, line)) for line in part.lines]
    if part.kind in ("title", "heading"):
        return f"<h{1 if part.kind == 'title' else 2}>{lines[0]}</h{1 if part.kind == 'title' else 2}>"
    if part.kind in ("points", "steps"):
        tag = "ul" if part.kind == "points" else "ol"
        return f"<{tag}>" + "".join(f"<li>{line}</li>\n" for line in lines) + f"</{tag}>"
    if part.kind == "table":
        rows = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("|")) + "</tr>" for line in lines]
        return "<table>" + rows[0].replace("td>", "th>") + "".join(rows[1:]) + "</table>"
    words = lines[0].split(" ")
    if len(words) > 8:
        words[2] = f"<strong>{words[2]}</strong>"
        words[4] = f'<a href="https://example.org/">{words[4]}</a>'
        words[6] = f"\n    {words[6]}"
    text = " ".join(words).replace("é", "&eacute;").replace("«", "&laquo;")
    return f"<blockquote><p>{text}</p></blockquote>" if part.kind == "quote" else f"<p>{text}</p>"


def crowded(source: Source) -> str:
    """The source in the page of a large newspaper, with its author and its day."""
    return page(source, [html_part(part, source) for part in source.parts[1:]])


# Plain text


def text(source: Source) -> bytes:
    """The source as plain text, as Windows' editor saves it: in another encoding and with other line ends each."""
    blocks = [text_part(part) for part in source.parts]
    encoding, end = ENCODINGS[source.name]
    plain = "\n\n".join(blocks).replace("\n", end) + end
    return (plain.translate(EUROPEAN) if encoding == "cp1256" else plain).encode(encoding)


def text_part(part: Part) -> str:
    """One block."""
    sign = {"points": "- ", "steps": "{}. "}.get(part.kind, "")
    return "\n".join(sign.format(n) + line.replace("|", " | ") for n, line in enumerate(part.lines, 1))


def printed(source: Source) -> str:
    """The page that Chromium prints: the article alone, the third source in two columns."""
    body = "\n".join(html_part(part, source) for part in source.parts)
    columns = "columns: 2; column-gap: 8mm;" if number(source) == 2 else ""
    direction = "rtl" if source.language == "ar" else "ltr"
    fonts = f'"{LATIN_FONTS[number(source)]}", "{FONTS[number(source)]}"'
    if source.language == "ar":
        fonts = f'"{FONTS[number(source)]}", "{LATIN_FONTS[number(source)]}"'
    header, page = AROUND[source.language]["header"], AROUND[source.language]["page"]
    return (
        f'<!DOCTYPE html><html lang="{source.language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{escape(source.title)}</title><style>@page {{ size: A5; margin: 18mm 15mm;"
        f' @top-center {{ content: "{header}"; font-size: 8pt }}'
        f' @bottom-center {{ content: "{page} " counter(page); font-size: 8pt }} }}'
        f"body {{ font: 12pt/1.7 {fonts}, serif; text-align: justify; margin: 0; {columns} }}"
        f" h1, h2 {{ text-align: start }}"
        f" td, th {{ padding: 1mm 5mm; text-align: start; white-space: nowrap }}</style></head>"
        f"<body>{body}</body></html>"
    )


# Documents of LibreOffice

FODT: Final = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><dc:creator>Tests</dc:creator></office:meta>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="{mode}"/>
<style:text-properties style:font-name="{latin}" fo:font-family="{latin}" style:font-family-complex="{font}"
 fo:font-size="12.5pt" style:font-size-complex="12pt" fo:language="en" fo:country="US"
 style:language-complex="ar" style:country-complex="SA" fo:hyphenate="true" fo:hyphenation-remain-char-count="2"
 fo:hyphenation-push-char-count="2"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"
 fo:margin-bottom="3mm" style:writing-mode="{mode}"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="18pt" style:font-size-complex="18pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="1">
<style:paragraph-properties fo:text-align="{start}"/>
<style:text-properties fo:font-size="14pt" style:font-size-complex="14pt" fo:font-weight="bold"
 style:font-weight-complex="bold"/></style:style>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-left="8mm" fo:margin-right="8mm"/></style:style>
<style:style style:name="Small" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="8pt" style:font-size-complex="8pt"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"
 style:font-weight-complex="bold"/></style:style>
<text:list-style style:name="Points"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:space-before="5mm" text:min-label-width="5mm"/></text:list-level-style-bullet>
</text:list-style>
<text:list-style style:name="Steps"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="."><style:list-level-properties text:space-before="5mm" text:min-label-width="5mm"/>
</text:list-level-style-number></text:list-style>
<style:page-layout style:name="A5"><style:page-layout-properties fo:page-width="148mm" fo:page-height="210mm"
 fo:margin="15mm" style:writing-mode="{mode}"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A5">
<style:header><text:p text:style-name="Small">{header}</text:p></style:header>
<style:footer><text:p text:style-name="Small">{page} <text:page-number/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def fodt(source: Source) -> str:
    """The source as a flat document of LibreOffice, with a header, a footer and numbered pages."""
    around = AROUND[source.language]
    arabic = source.language == "ar"
    return FODT.format(
        title=escape(source.title),
        mode="rl-tb" if arabic else "lr-tb",
        align="justify" if number(source) != 1 else "right" if arabic else "left",
        start="right" if arabic else "left",
        font=FONTS[number(source)],
        latin=LATIN_FONTS[number(source)],
        header=escape(around["header"]),
        page=around["page"],
        body="\n".join(fodt_part(part, source) for part in source.parts),
    )


def fodt_part(part: Part, source: Source) -> str:
    """One block; the third word of a text is bold, so that it is cut into runs."""
    lines = [escape(soft(source, line)) for line in part.lines]
    if part.kind in ("points", "steps"):
        items = "".join(
            f'<text:list-item><text:p text:style-name="Standard">{line}</text:p></text:list-item>' for line in lines
        )
        return f'<text:list text:style-name="{part.kind.capitalize()}">{items}</text:list>'
    if part.kind == "table":
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p text:style-name="Standard">{cell}</text:p>'
                "</table:table-cell>"
                for cell in line.split("|")
            )
            + "</table:table-row>"
            for line in lines
        )
        columns = lines[0].count("|") + 1
        return f'<table:table><table:table-column table:number-columns-repeated="{columns}"/>{rows}</table:table>'
    if part.kind == "heading":
        return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{lines[0]}</text:h>'
    words = lines[0].split(" ")
    if len(words) > 8:
        words[2] = f'<text:span text:style-name="Strong">{words[2]}</text:span>'
    style = {"title": "Title", "quote": "Quotations"}.get(part.kind, "Standard")
    return f'<text:p text:style-name="{style}">{" ".join(words)}</text:p>'


def office(file: Path, target: str, folder: Path) -> Path:
    """`file` as LibreOffice saves it; `target` is the extension."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{file.stem}.{target}"


def chromium(file: Path, folder: Path) -> Path:
    """`file` as Chromium prints it."""
    made = folder / f"{file.stem}.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={made}", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return made


def unreadable(folder: Path) -> None:
    """A PDF that is locked, and one that holds a picture and no letters."""
    page = folder / "page.html"
    page.write_text("<!DOCTYPE html><p>Nobody can read this without the password.</p>", "utf-8")
    locked = HERE / "locked.pdf"
    command = ["qpdf", "--encrypt", "user", "owner", "256", "--", str(chromium(page, folder)), str(locked)]
    subprocess.run(command, check=True)
    # The smallest picture there is: one black point as GIF, stretched over the page.
    point = "R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAIBRAA7"
    page.write_text(f'<!DOCTYPE html><img src="data:image/gif;base64,{point}" width="400" height="600">', "utf-8")
    shutil.copy(chromium(page, folder), HERE / "scanned.pdf")


def main() -> None:
    """Write every file anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unreadable(folder)
        for source in SOURCES:
            (HERE / f"{source.name}.md").write_text(markdown(source), "utf-8")
            (HERE / f"{source.name}.html").write_text(html(source), "utf-8")
            (HERE / f"{source.name}.crowded.html").write_text(crowded(source), "utf-8")
            (HERE / f"{source.name}.txt").write_bytes(text(source))
            flat = folder / f"{source.name}.fodt"
            flat.write_text(fodt(source), "utf-8")
            shutil.copy(office(flat, "docx", folder), HERE / f"{source.name}.docx")
            shutil.copy(office(flat, "pdf", folder), HERE / f"{source.name}.office.pdf")
            sheet = folder / f"{source.name}.html"
            sheet.write_text(printed(source), "utf-8")
            shutil.copy(chromium(sheet, folder), HERE / f"{source.name}.browser.pdf")


if __name__ == "__main__":
    main()
