"""Layouts printed to PDF by headless Chromium, each built like a kind of CV template that people use."""

from __future__ import annotations

import calendar
from typing import Callable, Sequence

from . import base
from .html_kit import (
    ACCENT,
    AS_OF,
    AWESOME,
    DARK,
    GLYPHS,
    PALE,
    SANS,
    SERIF,
    Item,
    Sheet,
    bar,
    css,
    drawn_dots,
    esc,
    glue,
    html_layout,
    icon,
    level_percent,
    page,
    photo,
    section,
    soft_hyphens,
    spaced,
    tag,
    text_dots,
    ul,
)

Template = Callable[[Item], str]


# ---------------------------------------------------------------- parts used by several layouts


def entries(s: Sheet, kind: str, template: Template) -> str:
    """All entries of a section."""
    return "".join(template(item) for item in s.items(kind))


def body_lines(s: Sheet, item: Item, cls: str = "") -> str:
    """The text below an entry: tasks as bullets, role and tools of projects with their labels."""
    out = tag("p", esc(f"{s.l['role']}: {item.role}"), "role") if item.role else ""
    if item.kind in ("projects", "volunteer") and len(item.body) == 1:
        out += tag("p", esc(item.body[0]), "text")
    else:
        out += ul(item.body, cls)
    if item.tools:
        out += tag("p", esc(f"{s.l['tools']}: {', '.join(item.tools)}"), "tools")
    return out


def org_name(s: Sheet, item: Item) -> str:
    """The organisation; the client of a project with its label."""
    return f"{s.l['client']}: {item.org}" if item.kind == "projects" and item.org else item.org


def skill_groups(s: Sheet, separator: str = ", ", name_tag: str = "b", colon: str = ":") -> str:
    """One paragraph for each group."""
    out = ""
    for group in s.v["skills"]:
        name = f"<{name_tag}>{esc(group['name'])}{colon}</{name_tag}> " if group.get("name") else ""
        out += f"<p>{name}{esc(separator.join(group.get('keywords', [])))}</p>"
    return out


def language_lines(s: Sheet, form: str = "{} – {}") -> list[str]:
    """'Deutsch – Muttersprache'; a language without a level stands alone."""
    return [form.format(e["language"], e["fluency"]) if e.get("fluency") else e["language"] for e in s.v["languages"]]


def fit(s: Sheet, text: str, width: int) -> str:
    """A long address of one word, smaller so that it fits a narrow column; in some documents it breaks instead."""
    if len(text) <= width or " " in text or s.v["x"]["id"].endswith("7"):
        return esc(text)
    return f'<span style="font-size:{max(0.78, width / len(text)):.2f}em">{esc(text)}</span>'


def native_word(entry: dict) -> str:
    """The words that stay beside drawn levels: only a mother tongue has any."""
    return entry.get("fluency") or ""


def facts_lines(s: Sheet) -> list[str]:
    """'Nationalität: Schweiz'."""
    return [f"{name}: {value}" for name, value in s.facts()]


def small_sections(s: Sheet, sep: str, cls: str = "", refs: str = "list") -> dict[str, str]:
    """Certificates, interests and references as sections."""
    form = s.pick("comma", "paren", " – ")
    return {
        "certificates": section(s.h["certificates"], ul([s.cert(e, form) for e in s.v["certificates"]]), cls),
        "interests": section(s.h["interests"], tag("p", esc(sep.join(s.interests()))), cls),
        "references": section(s.h["references"], ul(s.references()), cls),
    }


# ---------------------------------------------------------------- two columns


def sidebar_left(s: Sheet) -> str:
    """A dark bar on the left with contact, skill bars and language levels; work on the right."""
    s.trim()
    s.dates(("slash", "dot", "short", "long"))
    most, grouped = s.pick(7, 9), s.chance(0.6)
    words = base.keywords(s.v)
    if len(words) <= most or not grouped:
        s.flat_skills()
    mode = s.levels(s.pick("dots", "drawn", "words"))
    back, accent, font = s.pick(*DARK), s.pick(*ACCENT), s.pick(*SANS)
    in_bar = s.chance(0.5)
    sep = s.pick(" | ", " – ", ", ", " · ")
    head = f'<h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")), "label")}'
    rows = ""
    for key, text in s.contact(*s.pick(("phone", "email", "address", "url"), ("address", "phone", "email", "url"))):
        lines = "<br>".join(esc(part) for part in s.street_and_town() if part) if key == "address" else fit(s, text, 27)
        rows += f'<div class="row"><span>{icon(key)}</span><span>{lines}</span></div>'
    light = "#ffffff55"
    if mode == "words":
        langs = "".join(
            f'<p class="lv">{esc(e["language"])} <span>{esc(e.get("fluency", ""))}</span></p>'
            f'{bar(level_percent(e), "#fff", light)}'
            for e in s.v["languages"]
        )
    else:
        dots = (lambda e: drawn_dots(e, "#fff", light)) if mode == "drawn" else (lambda e: text_dots(e))
        langs = "".join(
            f'<p class="lv">{esc(e["language"])} <span>{dots(e)}</span></p>{tag("p", esc(native_word(e)), "nat")}'
            for e in s.v["languages"]
        )
    if len(words) <= most:
        skills = "".join(f'<p class="lv">{esc(w)}</p>{bar(s.rng.randrange(50, 101, 5), "#fff", light)}' for w in words)
    elif grouped:
        skills = skill_groups(s, s.pick(", ", " · "), "b", "")
    else:
        skills = f'<p class="tight">{"<br>".join(esc(w) for w in words)}</p>'
    picture = photo(s, "32mm", "32mm", "50%") if s.chance(0.6) else ""
    side = (
        picture
        + (head if in_bar else "")
        + section(s.h["contact"], rows)
        + section(s.h["personal"], "".join(f"<p>{esc(line)}</p>" for line in facts_lines(s)))
        + section(s.h["languages"], langs)
        + section(s.h["skills"], skills)
        + section(s.h["interests"], ul(s.interests()))
    )

    def item(i: Item) -> str:
        meta = glue(sep, org_name(s, i), i.place)
        return (
            f'<div class="it"><h3>{esc(i.title)}</h3><p class="org keep">{meta}</p>'
            f'<p class="when keep">{glue(sep, i.period, i.workload)}</p>{body_lines(s, i)}</div>'
        )

    small = small_sections(s, sep)
    main = (
        ("" if in_bar else head)
        + section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + section(s.h["work"], entries(s, "work", item))
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["education"], entries(s, "education", item))
        + small["certificates"]
        + section(s.h["volunteer"], entries(s, "volunteer", item))
        + small["references"]
    )
    style = css(
        """
    body{font:$size/1.4 '$font',sans-serif;color:#222}
    .bg{position:fixed;z-index:-1;left:0;top:0;width:66mm;height:297mm;background:$back}
    aside{float:left;width:66mm;padding:14mm 8mm;color:#fff;box-decoration-break:clone;overflow-wrap:anywhere}
    main{margin-left:66mm;padding:14mm 14mm 12mm 10mm;box-decoration-break:clone}
    h1{font-size:2.1em;line-height:1.15;margin:0 0 1mm}.label{color:$label;margin-bottom:5mm;font-size:1.1em}
    aside .label{color:#ffffffcc}
    h2{font-size:1.15em;margin:6mm 0 2mm;border-bottom:1px solid currentColor;padding-bottom:1mm}
    main h2{color:$accent}.photo{margin:0 auto 5mm}.row{display:flex;gap:2.5mm;margin-bottom:1.5mm}
    .it{margin-bottom:4mm}h3{font-size:1.05em}.org{color:#444}.when{color:$accent;font-size:.93em}
    ul{padding-left:4.5mm}.lv{display:flex;justify-content:space-between;margin-top:1.6mm}.lv span{opacity:.85}
    .nat{font-size:.9em;opacity:.85}aside section>p>b{display:block;margin-top:1.5mm}
    .tools{font-size:.93em;color:#555}
    """,
        size=s.pick("9.5pt", "10pt", "9pt"),
        font=font,
        back=back,
        accent=accent,
        label=accent,
    )
    return page(s, style, f'<div class="bg"></div><aside>{side}</aside><main>{main}</main>')


def sidebar_right(s: Sheet) -> str:
    """Name over the full width, work on the left, a pale bar on the right; employer first."""
    s.trim()
    s.dates(("long", "short", "slash"))
    s.levels(s.pick("words", "asis", "cefr"))
    chips = s.chance(0.6)
    accent, pale, font = s.pick(*ACCENT), s.pick(*PALE), s.pick(*SANS)
    sep = s.pick(" · ", " | ", ", ")
    marks = s.pick("glyph", "label", "none")

    def mark(key: str) -> str:
        if marks == "glyph":
            return f'<span class="g">{GLYPHS[key]}</span> '
        return f"<b>{esc(s.contact_label(key))}</b><br>" if marks == "label" else ""

    def item(i: Item) -> str:
        work = i.kind in ("work", "volunteer")
        first, second = (glue(", ", i.org, i.place), i.title) if work else (esc(i.title), org_name(s, i))
        return (
            f'<div class="it"><h3>{first or esc(second)}</h3>'
            f'<p class="keep"><i>{esc(second) if first else ""}</i></p>'
            f'<p class="when keep">{glue(sep, i.period, i.workload)}</p>{body_lines(s, i)}</div>'
        )

    contact = "".join(
        f"<p>{mark(key)}{fit(s, text, 26)}</p>" for key, text in s.contact("email", "phone", "address", "url")
    )
    if chips:
        words = s.flat_skills()
        skills = "".join(f'<span class="chip">{esc(word)}</span> ' for word in words)
    else:
        skills = "".join(tag("h4", esc(g.get("name", ""))) + ul(g.get("keywords", [])) for g in s.v["skills"])
    form = s.pick("{} – {}", "{}: {}", "{} ({})")
    small = small_sections(s, ", ")
    side = (
        section(s.h["contact"], contact)
        + section(s.h["skills"], skills)
        + section(s.h["languages"], "".join(f"<p>{esc(line)}</p>" for line in language_lines(s, form)))
        + small["certificates"]
        + section(s.h["personal"], "".join(f"<p><b>{esc(name)}</b><br>{esc(value)}</p>" for name, value in s.facts()))
        + small["interests"]
    )
    main = (
        section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + section(s.h["work"], entries(s, "work", item))
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["education"], entries(s, "education", item))
        + section(s.h["volunteer"], entries(s, "volunteer", item))
        + small["references"]
    )
    style = css(
        """
    body{font:$size/1.38 '$font',sans-serif;color:#2a2a2a}
    .bg{position:fixed;z-index:-1;right:0;top:0;width:68mm;height:297mm;background:$pale}
    header{padding:13mm 16mm 8mm;background:$head;color:$ink;border-bottom:1.2mm solid $accent}
    h1{font-size:2.3em;font-weight:700}header p{font-size:1.15em;margin-top:1mm}
    aside{float:right;width:68mm;padding:6mm 8mm 12mm;box-decoration-break:clone;overflow-wrap:anywhere}
    main{float:left;width:142mm;padding:6mm 10mm 12mm 16mm;box-decoration-break:clone}
    h2{font-size:1.1em;color:$accent;margin:5mm 0 2mm;$caps}h3{font-size:1.02em}h4{margin:2mm 0 .5mm;font-size:1em}
    .it{margin-bottom:3.6mm}.when{color:#666;font-size:.95em}ul{padding-left:4mm}aside p{margin-bottom:1.4mm}
    .chip{display:inline-block;border:1px solid $accent;border-radius:3mm;padding:.3mm 2.2mm;margin:0 .6mm 1.3mm 0}
    .g{font-family:'DejaVu Sans','Symbola'}
    """,
        size=s.pick("9.5pt", "10pt"),
        font=font,
        pale=pale,
        accent=accent,
        head=s.pick("#fff", pale),
        ink="#222",
        caps=s.pick("text-transform:uppercase", ""),
    )
    return page(
        s,
        style,
        f'<div class="bg"></div><header><h1>{esc(s.b("name"))}</h1>'
        f'{tag("p", esc(s.b("label")))}</header><main>{main}</main><aside>{side}</aside>',
    )


def columns(s: Sheet) -> str:
    """Two columns of equal width: work on the left, the rest on the right."""
    s.trim(3)
    s.dates(("long", "short", "dot", "iso"))
    s.levels(s.pick("words", "cefr", "both"))
    accent, font, head_font = s.pick(*ACCENT), s.pick(*SANS), s.pick(*SERIF)
    sep = s.pick(" | ", " · ", " – ")
    contact = glue(sep, *(text for _, text in s.contact()))
    org_first = s.chance(0.5)

    def item(i: Item) -> str:
        org = glue(", ", org_name(s, i), i.place)
        top, low = (org, esc(i.title)) if org_first and i.kind == "work" and org else (esc(i.title), org)
        return (
            f'<div class="it"><p class="when keep">{glue(sep, i.period, i.workload)}</p><h3>{top}</h3>'
            f"<p>{low}</p>{body_lines(s, i)}</div>"
        )

    small = small_sections(s, ", ")
    left = section(s.h["work"], entries(s, "work", item)) + section(s.h["volunteer"], entries(s, "volunteer", item))
    right = (
        section(s.h["education"], entries(s, "education", item))
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["skills"], skill_groups(s, s.pick(", ", " · ", " / ")))
        + section(s.h["languages"], "".join(f"<p>{esc(line)}</p>" for line in language_lines(s, "{}: {}")))
        + small["certificates"]
        + section(s.h["personal"], "".join(f"<p>{esc(line)}</p>" for line in facts_lines(s)))
        + small["interests"]
        + small["references"]
    )
    style = css(
        """
    body{font:$size/1.36 '$font',sans-serif;color:#222;padding:13mm 14mm;box-decoration-break:clone}
    h1{font:700 2.4em '$head',serif;text-align:$align}header{text-align:$align;border-bottom:.4mm solid $accent;
    padding-bottom:3mm;margin-bottom:1mm}header p{margin-top:1mm}.sum{margin-top:3mm;font-style:italic}
    .cols{display:grid;grid-template-columns:1fr 1fr;gap:9mm}h2{font:700 1.25em '$head',serif;color:$accent;
    margin:4mm 0 1.5mm}h3{font-size:1em}.when{color:#777}.it{margin-bottom:3.4mm}ul{padding-left:4mm}
    """,
        size=s.pick("9pt", "9.5pt"),
        font=font,
        head=head_font,
        accent=accent,
        align=s.pick("left", "center"),
    )
    return page(
        s,
        style,
        f'<header><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}<p>{contact}</p></header>'
        f'{tag("p", esc(s.b("summary")), "sum")}<div class="cols"><div>{left}</div><div>{right}</div></div>',
    )


# ---------------------------------------------------------------- label and date columns


def label_column(s: Sheet) -> str:
    """Section names in a narrow column on the left, the content beside them."""
    s.trim()
    s.dates(("long", "short", "slash", "dot"))
    mode = s.levels(s.pick("dots", "asis", "words"))
    accent = s.pick(*ACCENT)
    font = s.pick(*SERIF, *SANS)
    align = s.pick("right", "left")
    date_first = s.chance(0.4)
    sep = s.pick(", ", " – ", " | ")

    def item(i: Item) -> str:
        place = glue(sep, org_name(s, i), i.place)
        line = f"<b>{esc(i.title)}</b>{esc(sep) if place else ''}{place}"
        when = f'<p class="when keep">{glue(", ", i.period, i.workload)}</p>'
        return (
            f'<div class="it">{when if date_first else ""}<p class="keep">{line}</p>'
            f'{"" if date_first else when}{body_lines(s, i)}</div>'
        )

    def row(name: str, inner: str) -> str:
        return f'<div class="name">{esc(name)}</div><div class="val">{inner}</div>' if inner else ""

    if mode == "dots":
        gap = s.pick("", " ")
        langs = "".join(
            f'<p><span class="w">{esc(e["language"])}</span> {text_dots(e, gap=gap)} {esc(native_word(e))}</p>'
            for e in s.v["languages"]
        )
    else:
        langs = "".join(f"<p>{esc(line)}</p>" for line in language_lines(s, "{}: {}"))
    form = s.pick("comma", "paren")
    rows = [
        row(s.h["summary"], tag("p", esc(s.b("summary")))),
        row(s.h["work"], entries(s, "work", item)),
        row(s.h["projects"], entries(s, "projects", item)),
        row(s.h["education"], entries(s, "education", item)),
        row(s.h["skills"], skill_groups(s, s.pick(", ", " · "))),
        row(s.h["languages"], langs),
        row(s.h["certificates"], "".join(f"<p>{esc(s.cert(e, form))}</p>" for e in s.v["certificates"])),
        row(s.h["volunteer"], entries(s, "volunteer", item)),
        row(s.h["personal"], "".join(f"<p>{esc(line)}</p>" for line in facts_lines(s))),
        row(s.h["interests"], tag("p", esc(", ".join(s.interests())))),
        row(s.h["references"], "".join(f"<p>{esc(line)}</p>" for line in s.references())),
    ]
    if s.chance(0.4):
        rows[1], rows[3] = rows[3], rows[1]
    contact = "<br>".join(esc(text) for _, text in s.contact())
    style = css(
        """
    body{font:$size/1.4 '$font',serif;color:#1d1d1d;padding:16mm 18mm;box-decoration-break:clone}
    header{margin:0 0 7mm 45mm}h1{font-size:2em;font-weight:$weight}.label{color:$accent;font-size:1.1em;
    margin:.5mm 0 2mm}
    .grid{display:grid;grid-template-columns:40mm 1fr;column-gap:5mm}.name{text-align:$align;color:$accent;
    font-weight:700;$caps}.name,.val{border-top:$rule;padding:2mm 0 3mm}.it{margin-bottom:3mm}.when{font-style:italic;
    color:#555}ul{padding-left:5mm}.w{display:inline-block;width:32mm}
    """,
        size=s.pick("10pt", "10.5pt", "9.5pt"),
        font=font,
        accent=accent,
        align=align,
        weight=s.pick("400", "700"),
        caps=s.pick("", "font-variant:small-caps", "text-transform:uppercase;font-size:.88em"),
        rule=s.pick("none", ".2mm solid #bbb"),
    )
    return page(
        s,
        style,
        f'<header><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")), "label")}<p>{contact}</p>'
        f'</header><div class="grid">{"".join(rows)}</div>',
    )


def date_column(s: Sheet) -> str:
    """Dates in a left column beside every entry of work, education and certificates; headings above."""
    s.trim()
    s.dates(("dot", "slash", "short", "long"))
    s.levels(s.pick("asis", "words", "cefr"))
    accent, font = s.pick(*ACCENT), s.pick(*SANS, *SERIF)
    employer_first = s.chance(0.5)
    width = s.pick("30mm", "36mm", "42mm")
    sep = s.pick(", ", " | ", " – ")

    def row(left: str, right: str, cls: str = "") -> str:
        return f'<div class="row {cls}"><div class="l">{left}</div><div class="r">{right}</div></div>' if right else ""

    def item(i: Item) -> str:
        org = glue(sep, org_name(s, i), i.place)
        title = esc(i.title)
        if employer_first and i.kind in ("work", "education") and org:
            load = esc(f" ({i.workload})") if i.workload else ""
            head = f'<p class="keep"><b>{org}</b></p><p class="keep">{title}{load}</p>'
        else:
            load = esc(f", {i.workload}") if i.workload else ""
            head = f'<p class="keep"><b>{title}</b>{load}</p>{tag("p", org, "keep")}'
        return row(esc(i.period), head + body_lines(s, i), "it")

    certs = "".join(
        row(esc(s.month(e["date"])) if e.get("date") else "", glue(sep, e["name"], e.get("issuer", "")))
        for e in s.v["certificates"]
    )
    skills = "".join(row(esc(g.get("name", "")), esc(", ".join(g.get("keywords", [])))) for g in s.v["skills"])
    langs = "".join(row(esc(e["language"]), esc(e.get("fluency") or "")) for e in s.v["languages"])
    contact = "".join(row(esc(s.contact_label(key)), esc(text)) for key, text in s.contact())
    facts = "".join(row(esc(name), esc(value)) for name, value in s.facts())
    top = (
        section(s.h["personal"], contact + facts)
        if s.chance(0.5)
        else tag("p", glue(" · ", *(t for _, t in s.contact())), "c") + section(s.h["personal"], facts)
    )
    body = (
        top
        + section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + section(s.h["work"], entries(s, "work", item))
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["education"], entries(s, "education", item))
        + section(s.h["certificates"], certs)
        + section(s.h["languages"], langs)
        + section(s.h["skills"], skills)
        + section(s.h["volunteer"], entries(s, "volunteer", item))
        + section(s.h["interests"], tag("p", esc(", ".join(s.interests()))))
        + section(s.h["references"], "".join(f"<p>{esc(line)}</p>" for line in s.references()))
    )
    running = (
        css(
            """@page{margin:15mm 0;@bottom-right{content:'$word ' counter(page) ' / ' counter(pages);
            font:8pt sans-serif;
    color:#777;padding-right:18mm}@bottom-left{content:"$name";font:8pt sans-serif;color:#777;padding-left:20mm}}
    """,
            word=s.l["page"],
            name=s.b("name"),
        )
        if s.chance(0.5)
        else "@page{margin:15mm 0}"
    )
    style = running + css(
        """
    body{font:$size/1.38 '$font',sans-serif;color:#222;padding:0 18mm 0 20mm}
    h1{font-size:1.9em}.label{font-size:1.1em;color:#555}.c{margin-top:2mm}
    h2{font-size:1.12em;margin:5.5mm 0 2.5mm;background:$bar;color:$ink;padding:$pad;border-bottom:$line}
    .row{display:flex;gap:5mm;margin-bottom:1mm}.l{flex:0 0 $width;color:#555}.r{flex:1}.it{margin-bottom:3mm}
    ul{padding-left:4.5mm}
    """,
        size=s.pick("10pt", "10.5pt"),
        font=font,
        width=width,
        ink=accent,
        **s.pick(
            {"bar": "#efefef", "pad": "1mm 2mm", "line": "none"},
            {"bar": "none", "pad": "0 0 .5mm", "line": f".3mm solid {accent}"},
        ),
    )
    title = tag("p", esc(s.h["title"]), "label") if s.chance(0.4) else ""
    return page(s, style, f'{title}<h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")), "label")}{body}')


def swiss(s: Sheet) -> str:
    """The Swiss form: title, photo on the right, personal data as label and value, periods on the left."""
    s.trim(3)
    s.dates(("dot", "slash", "year"), (" – ", "–", " - "), since=0.4)
    if s.style == "year":
        s.years_only()
    s.levels(s.pick("words", "asis", "cefr"))
    font, accent = s.pick("Liberation Sans", "Carlito", "Open Sans", "DejaVu Sans", "Caladea"), s.pick(*ACCENT, "#000")
    street, town = s.street_and_town()
    sep = s.pick(", ", " / ")

    def row(name: str, value: str) -> str:
        return f"<tr><td>{esc(name)}</td><td>{value}</td></tr>" if value else ""

    facts = dict(s.facts("dot" if s.lang != "en" else "long"))
    data = row(s.l["name"], esc(s.b("name"))) + row(s.contact_label("address"), glue(", ", street, town))
    data += (
        row(s.l["phone"], esc(s.b("phone"))) + row(s.l["email"], esc(s.b("email"))) + row(s.l["url"], esc(s.b("url")))
    )
    data += "".join(row(name, esc(value)) for name, value in facts.items())

    def item(i: Item) -> str:
        head = (
            f'<p class="keep"><b>{esc(i.title)}</b></p>'
            f'{tag("p", glue(sep, org_name(s, i), i.place, i.workload), "keep")}'
            if i.kind != "work"
            else f'<p class="keep"><b>{glue(sep, i.org, i.place)}</b></p>'
            f'<p class="keep">{glue(sep, i.title, i.workload)}</p>'
        )
        return f'<tr><td class="when">{esc(i.period)}</td><td>{head}{body_lines(s, i, "dash")}</td></tr>'

    def table(key: str, inner: str) -> str:
        return section(s.h[key], f"<table>{inner}</table>") if inner else ""

    certs = "".join(
        f'<tr><td class="when">{esc(s.month(e["date"])) if e.get("date") else ""}</td>'
        f'<td>{glue(sep, e["name"], e.get("issuer", ""))}</td></tr>'
        for e in s.v["certificates"]
    )
    skills = "".join(row(g.get("name", ""), esc(", ".join(g.get("keywords", [])))) for g in s.v["skills"])
    langs = "".join(row(e["language"], esc(e.get("fluency") or "–")) for e in s.v["languages"])
    refs = section(s.h["references"], "".join(f"<p>{esc(line)}</p>" for line in s.references()))
    if not refs and s.chance(0.5):
        refs = section(
            s.h["references"],
            "<p>{}</p>".format(
                esc(
                    {
                        "de": "Referenzen auf Anfrage",
                        "en": "References available on request",
                        "fr": "Références sur demande",
                    }[s.lang]
                )
            ),
        )
    body = (
        f'<div class="top"><div>{photo(s)}</div></div><h1>{esc(s.h["title"])}</h1>'
        f'{tag("p", esc(s.b("label")), "label")}<section><h2>{esc(s.h["personal"])}</h2>'
        f'<table class="data">{data}</table></section>'
        + section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + table("work", entries(s, "work", item))
        + table("projects", entries(s, "projects", item))
        + table("education", entries(s, "education", item))
        + table("certificates", certs)
        + table("languages", langs)
        + table("skills", skills)
        + table("volunteer", entries(s, "volunteer", item))
        + section(s.h["interests"], tag("p", esc(", ".join(s.interests()))))
        + refs
    )
    style = css(
        """
    body{font:$size/1.35 '$font',sans-serif;color:#111;padding:18mm 20mm 15mm 25mm;box-decoration-break:clone}
    .top{float:right}h1{font-size:1.9em;margin-bottom:1mm}.label{font-size:1.1em}
    h2{font-size:1.15em;margin:6mm 0 2mm;color:$accent;$line}
    table{border-collapse:collapse;width:100%}.data{width:auto}td{vertical-align:top;padding:.4mm 4mm .9mm 0}
    td:first-child{width:$width}tr{break-inside:avoid}ul.dash{list-style:'– ';padding-left:3.5mm}ul{padding-left:4mm}
    """,
        size=s.pick("10.5pt", "11pt", "10pt"),
        font=font,
        accent=accent,
        width=s.pick("42mm", "38mm", "46mm"),
        line=s.pick("", "border-bottom:.3mm solid #999", "text-decoration:underline"),
    )
    return page(s, style, body, title=s.h["title"])


def form(s: Sheet) -> str:
    """Every station as a small form: a label for period, function, employer and tasks (consultants' profiles)."""
    s.drop("basics.location.address", "basics.location.postalCode", "interests", "references", "x.civilStatus")
    s.trim(4)
    s.dates(("slash", "dot", "long"))
    s.levels(s.pick("words", "cefr"))
    accent, font = s.pick(*ACCENT), s.pick(*SANS)
    words = {
        "de": (
            "Funktion",
            ("Arbeitgeber", "Firma", "Unternehmen"),
            ("Abschluss", "Titel"),
            ("Institut", "Schule"),
            "Ort",
            "Einsatz",
        ),
        "en": (
            "Position",
            ("Employer", "Company"),
            ("Degree", "Qualification"),
            ("Institution", "School"),
            "Town",
            "Organisation",
        ),
        "fr": (
            "Fonction",
            ("Employeur", "Entreprise"),
            ("Diplôme", "Titre"),
            ("Établissement", "École"),
            "Lieu",
            "Organisme",
        ),
    }[s.lang]
    position, place, organisation = words[0], words[4], words[5]
    employer, degree, school = (s.pick(*options) for options in words[1:4])
    project = {"de": "Projekt", "en": "Project", "fr": "Projet"}[s.lang]
    split_town = s.chance(0.5)

    def table(rows: Sequence[tuple[str, str]]) -> str:
        return (
            "<table>"
            + "".join(f"<tr><td>{esc(name)}</td><td>{value}</td></tr>" for name, value in rows if value)
            + "</table>"
        )

    def item(i: Item) -> str:
        org = i.org if split_town else ", ".join(part for part in (i.org, i.place) if part)
        town = i.place if split_town else ""
        names = {
            "work": (position, employer),
            "education": (degree, school),
            "projects": (project, s.l["client"]),
            "volunteer": (position, organisation),
        }[i.kind]
        tasks = ul(i.body) if len(i.body) > 1 else esc("".join(i.body))
        rows = [
            (s.l["period"], esc(i.period)),
            (names[0], f"<b>{esc(i.title)}</b>"),
            (names[1], esc(org)),
            (place, esc(town)),
            (s.l["workload"], esc(i.workload)),
            (s.l["role"], esc(i.role)),
            (s.l["tasks"], tasks),
            (s.l["tools"], esc(", ".join(i.tools))),
        ]
        return f'<div class="it">{table(rows)}</div>'

    cert_form = s.pick("comma", "paren")
    top = [(s.contact_label(key), esc(text)) for key, text in s.contact()] + [(n, esc(t)) for n, t in s.facts()]
    body = (
        f'<h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")), "label")}{table(top)}'
        + section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + section(
            s.h["skills"], table([(g.get("name", ""), esc(", ".join(g.get("keywords", [])))) for g in s.v["skills"]])
        )
        + section(s.h["languages"], table([(e["language"], esc(e.get("fluency") or "–")) for e in s.v["languages"]]))
        + section(s.h["work"], entries(s, "work", item))
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["education"], entries(s, "education", item))
        + section(s.h["certificates"], ul([s.cert(e, cert_form) for e in s.v["certificates"]]))
        + section(s.h["volunteer"], entries(s, "volunteer", item))
    )
    style = css(
        """
    body{font:$size/1.4 '$font',sans-serif;color:#222;padding:15mm 20mm;box-decoration-break:clone}
    h1{color:$accent;font-size:1.8em}.label{margin-bottom:3mm;font-size:1.1em}
    h2{font-size:1.15em;color:#fff;background:$accent;padding:1mm 2.5mm;margin:5mm 0 2.5mm}
    table{border-collapse:collapse;width:100%}td{vertical-align:top;padding:.5mm 3mm .5mm 0}
    td:first-child{width:42mm;color:#666}
    .it{border-left:.8mm solid #ddd;padding-left:3mm;margin-bottom:3.5mm;break-inside:avoid}ul{padding-left:4mm}
    """,
        size=s.pick("9.5pt", "10pt"),
        font=font,
        accent=accent,
    )
    return page(s, style, body)


# ---------------------------------------------------------------- one column


def dates_right(s: Sheet) -> str:
    """Dates at the right margin of every heading line."""
    s.trim()
    s.dates(("dot", "slash", "short", "long", "iso"))
    s.levels(s.pick("words", "asis", "both"))
    accent, font = s.pick(*ACCENT), s.pick(*SERIF, *SANS)
    org_first = s.chance(0.5)
    sep = s.pick(", ", " | ", " – ", " · ")

    def item(i: Item) -> str:
        org = glue(", ", org_name(s, i), i.place)
        title = glue(", ", i.title, i.workload)
        top, low = (org, title) if org_first and org and i.kind != "projects" else (title, org)
        return (
            f'<div class="it"><div class="line"><b>{top}</b><span>{esc(i.period)}</span></div>'
            f'{tag("p", low, "low keep")}{body_lines(s, i)}</div>'
        )

    form = s.pick("{} ({})", "{}: {}", "{} – {}")
    certs = "".join(
        f'<div class="line"><span>{glue(sep, e["name"], e.get("issuer", ""))}</span>'
        f'<span>{esc(s.month(e["date"])) if e.get("date") else ""}</span></div>'
        for e in s.v["certificates"]
    )
    contact = glue(s.pick(" | ", " · ", "  •  "), *(text for _, text in s.contact()))
    parts = {
        "summary": section(s.h["summary"], tag("p", esc(s.b("summary")))),
        "skills": section(s.h["skills"], skill_groups(s)),
        "work": section(s.h["work"], entries(s, "work", item)),
        "projects": section(s.h["projects"], entries(s, "projects", item)),
        "education": section(s.h["education"], entries(s, "education", item)),
        "certificates": section(s.h["certificates"], certs),
        "languages": section(s.h["languages"], tag("p", esc(s.pick(", ", " · ", "; ").join(language_lines(s, form))))),
        "volunteer": section(s.h["volunteer"], entries(s, "volunteer", item)),
        "personal": section(s.h["personal"], tag("p", esc(" · ".join(facts_lines(s))))),
        "interests": section(s.h["interests"], tag("p", esc(", ".join(s.interests())))),
        "references": section(s.h["references"], ul(s.references())),
    }
    order = s.pick(
        (
            "summary",
            "work",
            "projects",
            "education",
            "certificates",
            "skills",
            "languages",
            "volunteer",
            "personal",
            "interests",
            "references",
        ),
        (
            "summary",
            "education",
            "work",
            "projects",
            "skills",
            "languages",
            "certificates",
            "volunteer",
            "interests",
            "personal",
            "references",
        ),
        (
            "personal",
            "summary",
            "skills",
            "work",
            "projects",
            "volunteer",
            "education",
            "certificates",
            "languages",
            "interests",
            "references",
        ),
    )
    style = css(
        """
    body{font:$size/1.36 '$font',serif;color:#1c1c1c;padding:15mm 18mm;box-decoration-break:clone}
    header{text-align:$align;margin-bottom:3mm}h1{font-size:2.2em;font-weight:$weight}
    h2{font-size:1.15em;color:$accent;margin:4.5mm 0 1.8mm;border-bottom:.25mm solid $accent;$caps}
    .line{display:flex;justify-content:space-between;gap:6mm;break-after:avoid}.line span:last-child{white-space:nowrap}
    .low{font-style:italic}.it{margin-bottom:2.8mm}ul{padding-left:5mm}
    """,
        size=s.pick("10pt", "10.5pt", "9.5pt"),
        font=font,
        accent=accent,
        align=s.pick("left", "center"),
        weight=s.pick("400", "700"),
        caps=s.pick("", "font-variant:small-caps", "text-transform:uppercase"),
    )
    return page(
        s,
        style,
        f'<header><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}<p>{contact}</p></header>'
        + "".join(parts[key] for key in order),
    )


def timeline(s: Sheet) -> str:
    """A line with dots; the period of every entry in a small block beside or above it."""
    s.trim(3)
    s.dates(("short", "slash", "dot", "year"))
    if s.style == "year":
        s.years_only()
    mode = s.levels(s.pick("dots", "words", "drawn"))
    accent, font, pale = s.pick(*ACCENT), s.pick(*SANS), s.pick(*PALE)
    beside = s.chance(0.5)
    glyph = s.chance(0.5)

    def item(i: Item) -> str:
        start, end = i.entry.get("startDate"), i.entry.get("endDate")
        when = esc(i.period)
        if beside and start and (end or i.entry.get("x_current")) and not (s.since and i.entry.get("x_current")):
            last = s.present if i.entry.get("x_current") else s.month(end)
            when = f"{esc(s.month(start))}<br>{esc(last)}" if s.month(start) != last else esc(last)
        text = (
            f'<h3>{esc(i.title)}</h3><p class="org keep">{glue(", ", org_name(s, i), i.place, i.workload)}</p>'
            f"{body_lines(s, i)}"
        )
        if beside:
            before = f'<div class="when">{when}</div>'
        else:
            before, text = "", f'<span class="badge">{when}</span>{text}'
        return f'<div class="it">{before}<div class="dot"></div><div class="tx">{text}</div></div>'

    def line(key: str) -> str:
        inner = entries(s, key, item)
        return section(s.h[key], f'<div class="tl">{inner}</div>') if inner else ""

    def level(e: dict) -> str:
        words = f'<small>{esc(e["fluency"])}</small>' if e.get("fluency") else ""
        if mode == "words":
            return words
        return (text_dots(e, *s_dots) if mode == "dots" else drawn_dots(e, accent, "#ccc")) + f" {words}"

    s_dots = s.pick(("●", "○"), ("■", "□"), ("★", "☆"))
    langs = "".join(f'<div class="cell"><b>{esc(e["language"])}</b><br>{level(e)}</div>' for e in s.v["languages"])
    contact = "".join(
        f'<span class="c">{f"<i>{GLYPHS[key]}</i>" if glyph else icon(key)} {esc(text)}</span>'
        for key, text in s.contact()
    )
    small = small_sections(s, " · ")
    body = (
        section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + line("work")
        + line("education")
        + line("projects")
        + line("volunteer")
        + section(s.h["skills"], skill_groups(s, " · "))
        + section(s.h["languages"], tag("div", langs, "cells"))
        + small["certificates"]
        + section(s.h["personal"], ul(facts_lines(s)))
        + small["interests"]
        + small["references"]
    )
    style = css(
        """
    body{font:$size/1.38 '$font',sans-serif;color:#262626;padding:14mm 17mm;box-decoration-break:clone}
    header{background:$pale;margin:0 0 2mm;padding:6mm 8mm}h1{font-size:2em;color:$accent}.c{margin-right:5mm;
    display:inline-block}
    .c i{font:normal 1em 'DejaVu Sans','Symbola'}
    h2{font-size:1.2em;color:$accent;margin:5mm 0 2.5mm}.it{display:flex;position:relative;break-inside:avoid}
    .tl{position:relative}.tx{border-left:.5mm solid $accent;padding:0 0 4mm 6mm;flex:1}.dot{position:absolute;
    width:3mm;
    height:3mm;border-radius:50%;background:$accent;left:$dot;top:1.1mm}.when{flex:0 0 25mm;width:25mm;
    text-align:right;padding-right:5mm;
    font-size:.92em;color:#555}.badge{display:inline-block;background:$accent;color:#fff;border-radius:1mm;
    padding:.2mm 2mm;
    font-size:.85em}h3{font-size:1.03em}.org{color:#555}ul{padding-left:4mm}.cells{display:flex;flex-wrap:wrap;
    gap:3mm 9mm}
    """,
        size=s.pick("9.5pt", "10pt"),
        font=font,
        accent=accent,
        pale=pale,
        dot="23.75mm" if beside else "-1.25mm",
    )
    return page(
        s, style, f'<header><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}<p>{contact}</p></header>{body}'
    )


def bordered_table(s: Sheet) -> str:
    """Tables with visible borders for every section."""
    s.trim(3)
    s.dates(("dot", "slash", "short", "yy"), (" – ", "–", " - "))
    s.levels(s.pick("words", "cefr", "asis"))
    font, shade = s.pick("Liberation Sans", "Liberation Serif", "Carlito", "DejaVu Sans"), s.pick(
        "#e6e6e6", "#dbe5f1", "#eaf1dd", "#fff"
    )
    cols = {
        "de": ("Zeitraum", "Arbeitgeber", "Funktion / Aufgaben", "Schule", "Abschluss", "Sprache", "Niveau", "Bereich"),
        "en": ("Period", "Employer", "Position and duties", "School", "Degree", "Language", "Level", "Area"),
        "fr": ("Période", "Employeur", "Fonction et tâches", "École", "Diplôme", "Langue", "Niveau", "Domaine"),
    }[s.lang]
    merged_head = s.chance(0.5)

    def table(key: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[str]) -> str:
        if not rows:
            return ""
        group = "".join(f'<col style="width:{w}">' for w in widths)
        title = f'<tr><th colspan="{len(widths)}" class="t">{esc(s.h[key])}</th></tr>' if merged_head else ""
        top = "<tr>" + "".join(f"<th>{esc(h)}</th>" for h in heads) + "</tr>" if heads else ""
        inner = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        above = "" if merged_head else f"<h2>{esc(s.h[key])}</h2>"
        return f"{above}<table><colgroup>{group}</colgroup>{title}{top}{inner}</table>"

    br = "<br>".join
    work = [
        (
            esc(i.period),
            br(x for x in (esc(i.org), esc(i.place)) if x),
            f"<b>{glue(', ', i.title, i.workload)}</b>{ul(i.body)}",
        )
        for i in s.items("work")
    ]
    education = [(esc(i.period), glue(", ", i.org, i.place), f"<b>{esc(i.title)}</b>") for i in s.items("education")]
    projects = [(esc(i.period), esc(i.org), f"<b>{esc(i.title)}</b>{body_lines(s, i)}") for i in s.items("projects")]
    volunteer = [
        (esc(i.period), glue(", ", i.org, i.place), esc(i.title) + body_lines(s, i)) for i in s.items("volunteer")
    ]
    certs = [
        (esc(s.month(e["date"])) if e.get("date") else "", esc(e.get("issuer", "")), esc(e["name"]))
        for e in s.v["certificates"]
    ]
    skills = [(esc(g.get("name", "") or cols[7]), esc(", ".join(g.get("keywords", [])))) for g in s.v["skills"]]
    langs = [(esc(e["language"]), esc(e.get("fluency") or "")) for e in s.v["languages"]]
    data = (
        [(esc(s.l["name"]), esc(s.b("name")))]
        + [(esc(s.contact_label(k)), esc(t)) for k, t in s.contact()]
        + [(esc(n), esc(t)) for n, t in s.facts()]
    )
    three, two = ("34mm", "50mm", "auto"), ("50mm", "auto")
    body = (
        f'<h1>{esc(s.h["title"])}</h1>{tag("p", esc(s.b("label")), "label")}'
        + table("personal", (), data, two)
        + (f'<h2>{esc(s.h["summary"])}</h2><p>{esc(s.b("summary"))}</p>' if s.b("summary") else "")
        + table("work", cols[:3], work, three)
        + table("projects", (cols[0], s.l["client"], s.h["projects"]), projects, three)
        + table("education", (cols[0], cols[3], cols[4]), education, three)
        + table("certificates", (), certs, three)
        + table("languages", (cols[5], cols[6]), langs, two)
        + table("skills", (), skills, two)
        + table("volunteer", (), volunteer, three)
        + section(s.h["interests"], tag("p", esc(", ".join(s.interests()))))
        + section(s.h["references"], "".join(f"<p>{esc(line)}</p>" for line in s.references()))
    )
    style = css(
        """
    body{font:$size/1.32 '$font',sans-serif;color:#111;padding:16mm 18mm;box-decoration-break:clone}
    h1{font-size:1.7em;text-align:center;margin-bottom:1mm}.label{text-align:center;margin-bottom:3mm}
    h2{font-size:1.1em;margin:4mm 0 1.5mm}
    table{border-collapse:collapse;width:100%;table-layout:fixed;margin-bottom:3.5mm}td,th{border:.25mm solid #555;
    padding:1mm 2mm;
    vertical-align:top;text-align:left;overflow-wrap:anywhere}th{background:$shade}tr{break-inside:avoid}
    .t{font-size:1.08em}ul{padding-left:4mm}
    """,
        size=s.pick("9.5pt", "10pt"),
        font=font,
        shade=shade,
    )
    return page(s, style, body, title=s.h["title"])


def letter_spaced(s: Sheet) -> str:
    """Letter-spaced capital headings: by style or with literal spaces between the letters; centred name."""
    s.trim(3)
    s.dates(("long", "short", "year", "dot"))
    if s.style == "year":
        s.years_only()
    s.levels(s.pick("asis", "words"))
    literal = s.chance(0.5)
    font = s.pick("Lato", "Open Sans", "Cabin", "Caladea", "EB Garamond", "Roboto")
    accent = s.pick("#222", *ACCENT)
    sep = s.pick(" · ", " | ", " — ")
    form = s.pick("comma", sep)

    def head(text: str) -> str:
        return esc(spaced(text.upper()) if literal else text.upper())

    def sec(key: str, inner: str) -> str:
        return f"<section><h2>{head(s.h[key])}</h2>{inner}</section>" if inner else ""

    def item(i: Item) -> str:
        return (
            f'<div class="it"><p class="keep"><b>{esc(i.title)}</b></p>'
            f'<p class="keep">{glue(sep, org_name(s, i), i.place, i.period, i.workload)}</p>{body_lines(s, i)}</div>'
        )

    name_literal = literal and s.chance(0.4)
    plain = s.b("name").upper() if name_literal or s.chance(0.5) else s.b("name")
    name = esc(spaced(plain) if name_literal else plain)
    contact = glue(sep, *(text for _, text in s.contact()))
    certs = "".join(f"<p>{esc(s.cert(e, form))}</p>" for e in s.v["certificates"])
    body = (
        sec("summary", tag("p", esc(s.b("summary"))))
        + sec("work", entries(s, "work", item))
        + sec("projects", entries(s, "projects", item))
        + sec("education", entries(s, "education", item))
        + sec("skills", skill_groups(s, s.pick(" · ", ", ")))
        + sec("languages", tag("p", esc(sep.join(language_lines(s, s.pick("{} ({})", "{}: {}"))))))
        + sec("certificates", certs)
        + sec("volunteer", entries(s, "volunteer", item))
        + sec("personal", tag("p", esc(sep.join(facts_lines(s)))))
        + sec("interests", tag("p", esc(sep.join(s.interests()))))
        + sec("references", "".join(f"<p>{esc(line)}</p>" for line in s.references()))
    )
    style = css(
        """
    body{font:$size/1.45 '$font',sans-serif;color:#2b2b2b;padding:18mm 22mm;box-decoration-break:clone}
    header{text-align:center;margin-bottom:5mm}h1{font-size:1.9em;font-weight:400;letter-spacing:$nspace;color:$accent}
    h2{font-size:1em;font-weight:$weight;letter-spacing:$space;color:$accent;text-align:$align;margin:6mm 0 2.5mm}
    .it{margin-bottom:3.5mm}ul{padding-left:5mm;list-style:'$bullet  '}
    """,
        size=s.pick("10pt", "10.5pt"),
        font=font,
        accent=accent,
        nspace="0" if name_literal else s.pick("0", ".12em", ".25em"),
        space="0" if literal else s.pick(".18em", ".3em", ".45em"),
        align=s.pick("left", "center"),
        weight=s.pick("400", "700"),
        bullet=s.pick("–", "•", "›"),
    )
    return page(s, style, f'<header><h1>{name}</h1>{tag("p", esc(s.b("label")))}<p>{contact}</p></header>{body}')


def oldest_first(s: Sheet) -> str:
    """The oldest entry first, two-digit years ('08/09–04/12')."""
    s.trim(3)
    s.dates(("yy", "yy", "apostrophe"), ("–", "-", " - "), since=0.2)
    s.levels(s.pick("asis", "cefr", "words"))
    for key in ("work", "education", "projects", "volunteer", "certificates"):
        s.v[key].reverse()
    font, accent = s.pick(*SERIF, *SANS), s.pick("#000", *ACCENT)
    education_first = s.chance(0.6)

    def item(i: Item) -> str:
        text = glue(", ", i.title, org_name(s, i), i.place, i.workload)
        inner = f"<p>{text}</p>{body_lines(s, i)}"
        return f'<div class="row"><div class="l">{esc(i.period)}</div><div class="r">{inner}</div></div>'

    certs = "".join(
        f'<div class="row"><div class="l">{esc(s.month(e["date"])) if e.get("date") else ""}</div><div class="r">'
        f'{glue(", ", e["name"], e.get("issuer", ""))}</div></div>'
        for e in s.v["certificates"]
    )
    street, town = s.street_and_town()
    address = "<br>".join(esc(part) for part in (street, town) if part)
    rest = "<br>".join(glue(" ", f"{s.contact_label(k)}:", t) for k, t in s.contact("phone", "email", "url"))
    work = section(s.h["work"], entries(s, "work", item)) + section(s.h["projects"], entries(s, "projects", item))
    school = section(s.h["education"], entries(s, "education", item)) + section(s.h["certificates"], certs)
    body = (
        section(s.h["personal"], "".join(f"<p>{esc(line)}</p>" for line in facts_lines(s)))
        + section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + (school + work if education_first else work + school)
        + section(s.h["languages"], ul(language_lines(s, s.pick("{}, {}", "{}: {}"))))
        + section(s.h["skills"], skill_groups(s))
        + section(s.h["volunteer"], entries(s, "volunteer", item))
        + section(s.h["interests"], tag("p", esc(", ".join(s.interests()))))
        + section(s.h["references"], ul(s.references()))
    )
    style = css(
        """
    body{font:$size/1.38 '$font',serif;color:#111;padding:17mm 20mm;box-decoration-break:clone}
    header{display:flex;justify-content:space-between;border-bottom:.3mm solid #444;padding-bottom:4mm}
    h1{font-size:1.7em}
    .right{text-align:right;white-space:nowrap}h2{font-size:1.1em;color:$accent;margin:5mm 0 2mm;$line}
    .row{display:flex;gap:4mm;margin-bottom:1.8mm;break-inside:avoid}.l{flex:0 0 32mm;white-space:nowrap}.r{flex:1}
    ul{padding-left:4.5mm}
    """,
        size=s.pick("10pt", "10.5pt", "11pt"),
        font=font,
        accent=accent,
        line=s.pick("", "text-decoration:underline", "font-style:italic"),
    )
    return page(
        s,
        style,
        f'<header><div><p>{esc(s.h["title"])}</p><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}</div>'
        f'<div class="right"><p>{address}</p><p>{rest}</p></div></header>{body}',
    )


def functional(s: Sheet) -> str:
    """A functional CV: competences first, then one line for each station."""
    s.drop("work.highlights", "work.summary", "work.x_workload", "projects.description", "projects.highlights")
    s.trim(3)
    months = s.chance(0.25)
    s.dates(("slash",) if months else ("year",), ("–", " – ", "-"), since=0.3)
    if not months:
        s.years_only()
    s.levels(s.pick("words", "asis"))
    font, accent = s.pick(*SANS, *SERIF), s.pick(*ACCENT)
    sep = s.pick(", ", " | ", " – ")

    def item(i: Item) -> str:
        return (
            f'<p class="one"><span class="d">{esc(i.period)}</span>  '
            f"{glue(sep, i.title, org_name(s, i), i.place, i.role)}</p>"
            + (tag("p", esc(", ".join(i.tools)), "sub") if i.tools else "")
            + (ul(i.body) if i.kind == "volunteer" else "")
        )

    groups = "".join(
        f'<div class="g">{tag("h3", esc(g.get("name", "")))}{ul(g.get("keywords", []))}</div>' for g in s.v["skills"]
    )
    small = small_sections(s, ", ")
    contact = "".join(f"<p>{esc(text)}</p>" for _, text in s.contact())
    body = (
        section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + section(s.h["skills"], tag("div", groups, "groups"))
        + section(s.h["work"], entries(s, "work", item))
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["education"], entries(s, "education", item))
        + small["certificates"]
        + section(s.h["languages"], tag("p", esc(s.pick(", ", " / ", "; ").join(language_lines(s, "{} ({})")))))
        + section(s.h["volunteer"], entries(s, "volunteer", item))
        + section(s.h["personal"], ul(facts_lines(s)))
        + small["interests"]
        + small["references"]
    )
    style = css(
        """
    body{font:$size/1.45 '$font',sans-serif;color:#222;padding:17mm 20mm;box-decoration-break:clone}
    header{display:flex;justify-content:space-between;align-items:flex-end}header div:last-child{text-align:right;
    font-size:.93em}
    h1{font-size:2.1em;color:$accent}h2{font-size:1.15em;border-left:1.5mm solid $accent;padding-left:2.5mm;
    margin:6mm 0 2.5mm}
    .groups{display:grid;grid-template-columns:$cols;gap:3mm 6mm}h3{font-size:1em;margin-bottom:.8mm}
    .one{margin-bottom:1mm}
    .d{display:inline-block;min-width:27mm;white-space:nowrap;color:#444}.sub{margin:0 0 1.5mm 27mm;color:#555}
    ul{padding-left:4.5mm}
    """,
        size=s.pick("10pt", "10.5pt"),
        font=font,
        accent=accent,
        cols=s.pick("1fr 1fr 1fr", "1fr 1fr", "1fr"),
    )
    return page(
        s,
        style,
        f'<header><div><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}</div>'
        f"<div>{contact}</div></header>{body}",
    )


def employers(s: Sheet) -> str:
    """The employer as heading, its roles below; the employer's whole period beside the name."""
    s.trim(3)
    s.dates(("long", "short", "slash"))
    s.levels(s.pick("words", "cefr", "both"))
    font, accent = s.pick(*SANS, *SERIF), s.pick(*ACCENT)
    total = s.chance(0.6)
    sep = s.pick(" · ", ", ", " | ")

    def work() -> str:
        out, items = "", s.items("work")
        for name, group in base.group_roles(s.v["work"]):
            own, items = items[: len(group)], items[len(group) :]
            whole = {
                "startDate": group[-1].get("startDate"),
                "endDate": group[0].get("endDate"),
                "x_current": group[0].get("x_current", False),
            }
            towns = {e.get("location", "") for e in group}
            same_town = next(iter(towns)) if len(towns) == 1 else ""
            span = f"<span>{esc(s.period(whole))}</span>" if total and len(own) > 1 else ""
            out += f'<div class="emp"><h3>{glue(", ", name, same_town)}</h3>{span}</div>'
            for i in own:
                town = "" if len(towns) == 1 else i.place
                out += (
                    f'<div class="role"><p class="keep"><b>{esc(i.title)}</b></p><p class="when keep">'
                    f"{glue(sep, i.period, town, i.workload)}</p>{ul(i.body)}</div>"
                )
        return out

    def item(i: Item) -> str:
        return (
            f'<div class="emp"><h3>{glue(", ", org_name(s, i), i.place) or esc(i.title)}</h3></div><div class="role">'
            f'<p class="keep">{f"<b>{esc(i.title)}</b>" if i.org or i.place else ""}</p>'
            f'<p class="when keep">{esc(i.period)}</p>{body_lines(s, i)}</div>'
        )

    small = small_sections(s, ", ")
    contact = "".join(f"<p>{icon(key)} {esc(text)}</p>" for key, text in s.contact())
    body = (
        section(s.h["summary"], tag("p", esc(s.b("summary"))))
        + section(s.h["work"], work())
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["education"], entries(s, "education", item))
        + small["certificates"]
        + section(s.h["skills"], skill_groups(s, s.pick(", ", " · "), colon=s.pick(":", " –")))
        + section(s.h["languages"], ul(language_lines(s, "{}: {}")))
        + section(s.h["volunteer"], entries(s, "volunteer", item))
        + section(s.h["personal"], ul(facts_lines(s)))
        + small["interests"]
        + small["references"]
    )
    style = css(
        """
    body{font:$size/1.4 '$font',sans-serif;color:#222;padding:15mm 19mm;box-decoration-break:clone}
    header{display:flex;justify-content:space-between;align-items:center;border-bottom:.8mm solid $accent;
    padding-bottom:4mm}
    header div:last-child{font-size:.93em}h1{font-size:2em}h2{font-size:1.2em;color:$accent;margin:5mm 0 2mm}
    .emp{display:flex;justify-content:space-between;break-after:avoid;margin-top:2mm}h3{font-size:1.06em}
    .emp span{color:#666}
    .role{margin:.6mm 0 2.4mm 5mm;padding-left:3mm;border-left:.4mm solid #ccc}.when{color:#666}ul{padding-left:4.5mm}
    """,
        size=s.pick("10pt", "9.5pt"),
        font=font,
        accent=accent,
    )
    return page(
        s,
        style,
        f'<header><div><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}</div>'
        f"<div>{contact}</div></header>{body}",
    )


def band(s: Sheet) -> str:
    """A coloured band with the name, private-use icons at contact and headings, skills as chips without delimiters."""
    s.trim(3)
    s.dates(("year", "year", "slash"), ("–", " – ", "-"))
    if s.style == "year":
        s.years_only()
    words = s.flat_skills()
    s.levels(s.pick("words", "none", "cefr"))
    back, accent, font = s.pick(*DARK), s.pick(*ACCENT), s.pick(*SANS)
    form = s.pick("comma", "paren", " – ")

    def sec(key: str, inner: str) -> str:
        mark = f'<span class="fa">{AWESOME[key]}</span> ' if key in AWESOME else ""
        return f"<section><h2>{mark}{esc(s.h[key])}</h2>{inner}</section>" if inner else ""

    def item(i: Item) -> str:
        return (
            f'<div class="it"><div class="hd"><h3>{esc(i.title)}</h3><span class="y">{esc(i.period)}</span></div>'
            f'{tag("p", glue(", ", org_name(s, i), i.place, i.workload), "org keep")}{body_lines(s, i)}</div>'
        )

    contact = "".join(
        f'<span class="c"><span class="fa">{AWESOME[k]}</span> {esc(t)}</span>'
        for k, t in s.contact("email", "phone", "address", "url")
    )
    chips = "".join(f'<span class="chip">{esc(word)}</span> ' for word in words)
    langs = "".join(
        f'<span class="c"><b>{esc(e["language"])}</b> {esc(e.get("fluency") or "")}</span>' for e in s.v["languages"]
    )
    body = (
        sec("summary", tag("p", esc(s.b("summary"))))
        + sec("skills", chips)
        + sec("work", entries(s, "work", item))
        + sec("projects", entries(s, "projects", item))
        + sec("education", entries(s, "education", item))
        + sec("certificates", ul([s.cert(e, form) for e in s.v["certificates"]]))
        + sec("languages", langs)
        + sec("volunteer", entries(s, "volunteer", item))
        + sec("personal", "".join(f'<span class="c">{esc(line)}</span>' for line in facts_lines(s)))
        + sec("interests", tag("p", esc(", ".join(s.interests()))))
        + sec("references", ul(s.references()))
    )
    style = css(
        """
    @page{margin:12mm 0}@page:first{margin-top:0}body{font:$size/1.4 '$font',sans-serif;color:#2a2a2a}
    header{background:$back;color:#fff;padding:12mm 18mm 7mm;text-align:$align}h1{font-size:2.4em;line-height:1.1}
    .bar{background:$accent;color:#fff;padding:2mm 18mm}.c{display:inline-block;margin-right:6mm}
    .fa{font-family:FontAwesome}
    main{padding:1mm 18mm}h2{font-size:1.2em;color:$accent;margin:5mm 0 2mm}.it{margin-bottom:3mm;break-inside:avoid}
    .hd{display:flex;gap:3mm;align-items:baseline}.y{background:#e9e9e9;border-radius:1mm;padding:0 1.5mm;
    font-size:.9em;white-space:nowrap}
    h3{font-size:1.04em}.org{color:$accent}.chip{display:inline-block;background:#e9eef2;border-radius:1mm;
    padding:.4mm 2mm;margin:0 1mm 1.4mm 0}
    ul{padding-left:4.5mm;list-style:'$bullet '}li::marker{font-family:FontAwesome}
    """,
        size=s.pick("9.5pt", "10pt"),
        font=font,
        back=back,
        accent=accent,
        align=s.pick("left", "center"),
        bullet=s.pick("\uf105", "\uf0da", "•"),
    )
    return page(
        s,
        style,
        f'<header><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}</header>'
        f'<div class="bar">{contact}</div><main>{body}</main>',
    )


def justified(s: Sheet) -> str:
    """A serif page, justified and hyphenated, with running heads and page numbers on every page."""
    s.trim(4)
    s.dates(("long", "short"), (" – ", "–", " — "))
    s.levels(s.pick("words", "asis"))
    font = s.pick("EB Garamond", "Linux Libertine O", "Caladea", "Liberation Serif")
    accent = s.pick("#000", "#5a1a1a", "#1a3a5a")
    run_in = s.chance(0.5)
    word = s.l["page"]

    def prose(item: Item) -> str:
        lines = [line if line.endswith((".", "!", "?")) else line + "." for line in item.body]
        if run_in and item.kind == "work":
            return tag("p", soft_hyphens(" ".join(lines)), "pr")
        return tag("ul", "".join(f"<li>{soft_hyphens(line)}</li>" for line in item.body))

    def item(i: Item) -> str:
        extra = (tag("p", esc(f"{s.l['role']}: {i.role}")) if i.role else "") + prose(i)
        extra += tag("p", esc(f"{s.l['tools']}: {', '.join(i.tools)}")) if i.tools else ""
        place = glue(", ", org_name(s, i), i.place)
        return (
            f'<div class="it"><p class="keep"><span class="sc">{esc(i.title)}</span>{", " if place else ""}{place} '
            f'<i>({glue(", ", i.period, i.workload)})</i></p>{extra}</div>'
        )

    form = s.pick("comma", "paren")
    street, town = s.street_and_town()
    contact = glue(", ", street, town) + "<br>" + glue(" — ", *(t for _, t in s.contact("phone", "email", "url")))
    body = (
        (f'<p class="pr sum">{soft_hyphens(s.b("summary"))}</p>' if s.b("summary") else "")
        + section(s.h["work"], entries(s, "work", item))
        + section(s.h["projects"], entries(s, "projects", item))
        + section(s.h["education"], entries(s, "education", item))
        + section(s.h["skills"], skill_groups(s, ", ", "i"))
        + section(s.h["languages"], tag("p", esc(", ".join(language_lines(s, "{} ({})")) + ".")))
        + section(s.h["certificates"], "".join(f"<p>{esc(s.cert(e, form))}</p>" for e in s.v["certificates"]))
        + section(s.h["volunteer"], entries(s, "volunteer", item))
        + section(s.h["personal"], tag("p", esc("; ".join(facts_lines(s)))))
        + section(s.h["interests"], tag("p", esc(", ".join(s.interests()))))
        + section(s.h["references"], "".join(f"<p>{esc(line)}</p>" for line in s.references()))
    )
    style = css(
        """
    @page{margin:24mm 28mm 22mm;@top-center{content:"$name · $title";font:italic 9pt '$font';color:#555}
    @bottom-center{content:"$word " counter(page) " $of " counter(pages);font:9pt '$font';color:#555}}
    body{font:$size/1.35 '$font',serif;color:#111}header{text-align:center;margin-bottom:4mm}h1{font-size:1.9em;
    font-weight:400}
    h2{font-size:1.15em;font-weight:400;font-variant:small-caps;letter-spacing:.05em;color:$accent;
    border-bottom:.2mm solid $accent;margin:5mm 0 2mm}
    .it{margin-bottom:2.5mm}.sc{font-weight:600}.pr,li{text-align:justify}ul{padding-left:5mm}
    """,
        name=s.b("name"),
        title=s.h["title"],
        font=font,
        word=word,
        accent=accent,
        size=s.pick("11pt", "11.5pt"),
        of={"de": "von", "en": "of", "fr": "sur"}[s.lang],
    )
    return page(
        s, style, f'<header><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}<p>{contact}</p></header>{body}'
    )


def compact(s: Sheet) -> str:
    """Everything on little space: run-in headings, an entry is one paragraph that ends with its period."""
    s.trim(2)
    s.dates(("slash", "short", "dot", "apostrophe"), ("–", " – ", "-"))
    s.levels(s.pick("asis", "words"))
    words = s.flat_skills()
    font = s.pick(*SANS, *SERIF)
    accent = s.pick("#000", *ACCENT)
    org_first = s.chance(0.5)
    brackets = s.pick(("(", ")"), ("", ""), ("[", "]"))

    def item(i: Item) -> str:
        place = (
            f"{i.org} ({i.place})"
            if i.org and i.place and brackets[0] != "("
            else ", ".join(x for x in (i.org, i.place) if x)
        )
        order = (place, i.title) if org_first and i.kind == "work" and place else (i.title, place)
        when = f"{brackets[0]}{i.period}{brackets[1]}"
        head = (
            f'<b>{esc(order[0])}</b>{", " if order[1] else ""}{esc(order[1])}{" " if brackets[0] else ", "}{esc(when)}'
        )
        extra = [*([f"{s.l['role']}: {i.role}"] if i.role else []), i.workload, *i.body, ", ".join(i.tools)]
        text = esc("; ".join(part for part in extra if part))
        return f'<p class="it">{head}{f". {text}" if text else ""}</p>'

    def part(key: str, inner: str) -> str:
        return f'<div class="part"><h2>{esc(s.h[key])}:</h2> {inner}</div>' if inner else ""

    sep = s.pick(", ", " / ", " · ")
    contact = glue(" | ", *(f"{s.contact_label(k)} {t}" if k in ("phone", "email") else t for k, t in s.contact()))
    body = (
        part("summary", tag("span", esc(s.b("summary"))))
        + part("work", entries(s, "work", item))
        + part("projects", entries(s, "projects", item))
        + part("education", entries(s, "education", item))
        + part("certificates", tag("span", esc("; ".join(s.cert(e, "paren") for e in s.v["certificates"]))))
        + part("skills", tag("span", esc(sep.join(words))))
        + part("languages", tag("span", esc(", ".join(language_lines(s, "{} ({})")))))
        + part("volunteer", entries(s, "volunteer", item))
        + part("personal", tag("span", esc("; ".join(facts_lines(s)))))
        + part("interests", tag("span", esc(", ".join(s.interests()))))
        + part("references", tag("span", esc("; ".join(s.references()))))
    )
    style = css(
        """
    body{font:$size/1.3 '$font',sans-serif;color:#111;padding:12mm 16mm;box-decoration-break:clone}
    header{border-bottom:.3mm solid #333;padding-bottom:2mm;margin-bottom:2mm}h1{font-size:1.5em;display:inline}
    header span{margin-left:3mm}
    .part{margin-bottom:2.2mm}h2{display:inline;font-size:1em;color:$accent;$caps}.it{margin:.5mm 0 .5mm 4mm;
    text-indent:-4mm}
    """,
        size=s.pick("9pt", "9.5pt"),
        font=font,
        accent=accent,
        caps=s.pick("text-transform:uppercase", "", "text-decoration:underline"),
    )
    return page(
        s, style, f'<header><h1>{esc(s.b("name"))}</h1>{tag("span", esc(s.b("label")))}<p>{contact}</p></header>{body}'
    )


# ---------------------------------------------------------------- exports of well-known services

LINKEDIN = {
    "de": {
        "contact": "Kontakt",
        "skills": "Top-Kenntnisse",
        "languages": "Languages",
        "certificates": "Certifications",
        "summary": "Zusammenfassung",
        "work": "Berufserfahrung",
        "education": "Ausbildung",
        "page": ("Page", "of"),
        "year": ("Jahr", "Jahre"),
        "month": ("Monat", "Monate"),
        "present": ("Present", "Heute"),
        "levels": {
            "native": "Native or Bilingual",
            "C2": "Full Professional",
            "C1": "Full Professional",
            "B2": "Professional Working",
            "B1": "Limited Working",
            "A2": "Elementary",
            "A1": "Elementary",
        },
    },
    "en": {
        "contact": "Contact",
        "skills": "Top Skills",
        "languages": "Languages",
        "certificates": "Certifications",
        "summary": "Summary",
        "work": "Experience",
        "education": "Education",
        "page": ("Page", "of"),
        "year": ("year", "years"),
        "month": ("month", "months"),
        "present": ("Present",),
        "levels": {
            "native": "Native or Bilingual",
            "C2": "Full Professional",
            "C1": "Full Professional",
            "B2": "Professional Working",
            "B1": "Limited Working",
            "A2": "Elementary",
            "A1": "Elementary",
        },
    },
    "fr": {
        "contact": "Coordonnées",
        "skills": "Principales compétences",
        "languages": "Languages",
        "certificates": "Certifications",
        "summary": "Résumé",
        "work": "Expérience",
        "education": "Formation",
        "page": ("Page", "of"),
        "year": ("an", "ans"),
        "month": ("mois", "mois"),
        "present": ("Present", "aujourd’hui"),
        "levels": {
            "native": "Native or Bilingual",
            "C2": "Full Professional",
            "C1": "Full Professional",
            "B2": "Professional Working",
            "B1": "Limited Working",
            "A2": "Elementary",
            "A1": "Elementary",
        },
    },
}


def span_words(start: str, end: str | None, lang: str) -> str:
    """'6 years 11 months' from the first to the last month, both counted; a running entry ends at the fixed date."""
    words = LINKEDIN[lang]
    y1, m1 = (int(part) for part in (start.split("-") + ["1"])[:2])
    y2, m2 = (int(part) for part in (end.split("-") + ["12"])[:2]) if end else AS_OF
    total = max(1, (y2 - y1) * 12 + m2 - m1 + (0 if len(start) == 4 else 1))
    years, months = divmod(total, 12)
    parts = [f"{count} {words[key][count != 1]}" for key, count in (("year", years), ("month", months)) if count]
    return " ".join(parts)


def linkedin(s: Sheet) -> str:
    """The form of a profile export: dark narrow column, headline, several roles below one company."""
    words = LINKEDIN[s.lang]
    s.drop(
        "projects",
        "volunteer",
        "interests",
        "references",
        "work.x_workload",
        "certificates.date",
        "certificates.issuer",
        "basics.location.address",
        "basics.location.postalCode",
        "x.dateOfBirth",
        "x.nationality",
        "x.civilStatus",
        "x.permit",
        "x.drivingLicence",
        "x.availability",
        "basics.url",
        "education.location",
    )
    base.limit(s.v, "work.highlights", s.rng.randint(0, 3))
    s.maybe_drop(0.5, "basics.phone")
    s.maybe_drop(0.3, "basics.summary")
    s.maybe_drop(0.25, "work.location")
    top = s.flat_skills()[:3]
    s.v["skills"] = [{"name": "", "keywords": top}] if top else []
    year_education = s.chance(0.7)
    if year_education:
        s.years_only("education")
    for entry in s.v["languages"]:
        if entry.get("x_level"):
            entry["fluency"] = words["levels"][entry["x_level"]]
    s.style, s.dash, s.present, s.since = "long", " - ", s.pick(*words["present"]), ""
    country = base.COUNTRIES[s.lang].get((s.v["basics"].get("location") or {}).get("countryCode", ""), "")
    handle = "".join(ch for ch in s.b("email").split("@")[0] if ch.isalnum() or ch in ".-").replace(".", "-")
    code = "".join(s.rng.choice("0123456789abcdef") for _ in range(9))

    def length(first: dict, last: dict) -> str:
        return span_words(first.get("startDate") or last["endDate"], last.get("endDate"), s.lang)

    def side(key: str, inner: str) -> str:
        return f"<section><h2>{esc(words[key])}</h2>{inner}</section>" if inner else ""

    contact = (tag("p", esc(s.b("phone") + " (Mobile)")) if s.b("phone") else "") + tag("p", esc(s.b("email")))
    contact += f"<p>www.linkedin.example.com/in/{esc(handle)}-{code} (LinkedIn)</p>"
    langs = "".join(f"<p>{esc(line)}</p>" for line in language_lines(s, "{} ({})"))
    bar_inner = (
        side("contact", contact)
        + side("skills", "".join(f"<p>{esc(word)}</p>" for word in top))
        + side("languages", langs)
        + side("certificates", "".join(f"<p>{esc(e['name'])}</p>" for e in s.v["certificates"]))
    )
    work, items = "", s.items("work")
    bullet = s.pick("- ", "• ", "")
    for name, group in base.group_roles(s.v["work"]):
        own, items = items[: len(group)], items[len(group) :]
        work += f'<p class="co keep">{esc(name)}</p>'
        if len(own) > 1:
            work += f'<p class="tot keep">{length(group[-1], group[0])}</p>'
        for i in own:
            work += (
                f'<p class="ti keep">{esc(i.title)}</p><p class="dt">{esc(i.period)} ({length(i.entry, i.entry)})</p>'
                f'{tag("p", esc(i.place), "dt")}'
                + (f'<p class="tx">{"<br>".join(esc(bullet + line) for line in i.body)}</p>' if i.body else "")
                + '<div class="gap"></div>'
            )
    school = "".join(
        f'<p class="co keep">{esc(i.org)}</p><p class="dt">{esc(i.title)}'
        f'{f" · ({esc(i.period)})" if i.period else ""}</p><div class="gap"></div>'
        for i in s.items("education")
    )
    town = ", ".join(part for part in ((s.v["basics"].get("location") or {}).get("city", ""), country) if part)
    main = (
        f'<h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")), "hl")}{tag("p", esc(town), "lo")}'
        + (f'<h3>{esc(words["summary"])}</h3><p class="tx">{esc(s.b("summary"))}</p>' if s.b("summary") else "")
        + (f'<h3>{esc(words["work"])}</h3>{work}' if work else "")
        + (f'<h3>{esc(words["education"])}</h3>{school}' if school else "")
    )
    style = css(
        """
    @page{margin:14mm 0;@bottom-right{content:"$p " counter(page) " $o " counter(pages);font:8pt 'Liberation Sans';
    color:#888;padding-right:14mm}}
    @page:first{margin-top:0}
    body{font:10.5pt/1.35 '$font','Liberation Sans',sans-serif;color:#181818}
    .bg{position:fixed;z-index:-1;left:0;top:-14mm;width:62mm;height:330mm;background:#293e49}
    aside{float:left;width:62mm;padding:14mm 6mm;color:#e8edf0;font-size:.9em;overflow-wrap:anywhere}
    aside h2{font-size:1.25em;font-weight:400;margin:0 0 2mm;color:#fff}aside section{margin-bottom:7mm}
    aside p{margin-bottom:1.2mm}
    main{margin-left:62mm;padding:14mm 14mm 0 10mm}h1{font-size:2.2em;font-weight:400}.hl{font-size:1.1em;
    margin-top:1mm}.lo{color:#777;margin:1mm 0 4mm}
    h3{font-size:1.4em;font-weight:400;margin:6mm 0 2.5mm;padding-top:3mm;border-top:.2mm solid #ccc}
    .co{font-size:1.12em}.ti{margin-top:.5mm}
    .dt,.tot{color:#777;font-size:.93em}.tx{margin-top:1.5mm}.gap{height:3.4mm}
    """,
        p=words["page"][0],
        o=words["page"][1],
        font=s.pick("Liberation Sans", "Open Sans", "Lato"),
    )
    return page(s, style, f'<div class="bg"></div><aside>{bar_inner}</aside><main>{main}</main>')


EUROPASS = {
    "de": {
        "birth": "Geburtsdatum",
        "nationality": "Staatsangehörigkeit",
        "phone": "Telefonnummer",
        "email": "E-Mail-Adresse",
        "web": "Website",
        "address": "Adresse",
        "about": "Über mich",
        "work": "Berufserfahrung",
        "education": "Allgemeine und berufliche Bildung",
        "languages": "Sprachkompetenzen",
        "mother": "Muttersprache(n)",
        "other": "Weitere Sprache(n)",
        "skills": "Kompetenzen",
        "projects": "Projekte",
        "volunteer": "Ehrenamtliche Tätigkeit",
        "certificates": "Zertifikate",
        "interests": "Hobbys und Interessen",
        "licence": "Führerschein",
        "now": "Derzeit",
        "kinds": ("Hören", "Lesen", "An Gesprächen teilnehmen", "Zusammenhängend sprechen", "Schreiben"),
        "extra": "Zusätzliche Angaben",
        "home": "Privat",
        "understanding": "VERSTEHEN",
        "speaking": "SPRECHEN",
        "writing": "SCHREIBEN",
    },
    "en": {
        "birth": "Date of birth",
        "nationality": "Nationality",
        "phone": "Phone number",
        "email": "Email address",
        "web": "Website",
        "address": "Address",
        "about": "About me",
        "work": "Work experience",
        "education": "Education and training",
        "languages": "Language skills",
        "mother": "Mother tongue(s)",
        "other": "Other language(s)",
        "skills": "Skills",
        "projects": "Projects",
        "volunteer": "Volunteering",
        "certificates": "Certificates",
        "interests": "Hobbies and interests",
        "licence": "Driving licence",
        "now": "Current",
        "kinds": ("Listening", "Reading", "Spoken interaction", "Spoken production", "Writing"),
        "extra": "Additional information",
        "home": "Home",
        "understanding": "UNDERSTANDING",
        "speaking": "SPEAKING",
        "writing": "WRITING",
    },
    "fr": {
        "birth": "Date de naissance",
        "nationality": "Nationalité",
        "phone": "Numéro de téléphone",
        "email": "Adresse e-mail",
        "web": "Site web",
        "address": "Adresse",
        "about": "À propos de moi",
        "work": "Expérience professionnelle",
        "education": "Éducation et formation",
        "languages": "Compétences linguistiques",
        "mother": "Langue(s) maternelle(s)",
        "other": "Autre(s) langue(s)",
        "skills": "Compétences",
        "projects": "Projets",
        "volunteer": "Bénévolat",
        "certificates": "Certificats",
        "interests": "Loisirs et centres d'intérêt",
        "licence": "Permis de conduire",
        "now": "Actuel",
        "kinds": ("Écouter", "Lire", "Prendre part à une conversation", "S'exprimer oralement en continu", "Écrire"),
        "extra": "Informations complémentaires",
        "home": "Domicile",
        "understanding": "COMPRENDRE",
        "speaking": "PARLER",
        "writing": "ÉCRIRE",
    },
}


def european_day(value: str, last: bool) -> str:
    """'2019-03' as '01/03/2019' or '31/03/2019'; a year stays a year."""
    year, _, month = value[:7].partition("-")
    if not month:
        return year
    return f"{calendar.monthrange(int(year), int(month))[1] if last else 1:02d}/{month}/{year}"


def european(s: Sheet) -> str:
    """The newer European form: days in periods, capitals, a table of language levels."""
    w = EUROPASS[s.lang]
    s.drop("references", "x.civilStatus", "work.x_workload", "certificates.issuer")
    s.trim(4)
    s.levels("cefr")
    accent = s.pick("#004494", "#0e47cb", "#26324b")
    font = s.pick("Open Sans", "Liberation Sans", "Roboto")
    country = base.COUNTRIES[s.lang].get((s.v["basics"].get("location") or {}).get("countryCode", ""), "")

    def period(e: dict) -> str:
        start = european_day(e["startDate"], False) if e.get("startDate") else ""
        end = w["now"] if e.get("x_current") else european_day(e["endDate"], True) if e.get("endDate") else ""
        return " – ".join(part for part in (start, end) if part)

    def sec(key: str, inner: str) -> str:
        return f"<section><h2><i></i>{esc(w[key])}</h2>{inner}</section>" if inner else ""

    def item(i: Item) -> str:
        head = f'<b>{esc(i.title)}</b> <span class="org">{esc(i.org)}</span>'
        where = f" {i.place}" if i.place else ""
        return (
            f'<div class="it"><p class="when keep">{esc(period(i.entry))}{esc(where)}</p><p class="hd keep">{head}</p>'
            f"{body_lines(s, i)}</div>"
        )

    def cell(name: str, value: str) -> str:
        return f'<span class="c"><b>{esc(name)}:</b> {esc(value)}</span>' if value else ""

    x = s.v["x"]
    street, town = s.street_and_town()
    address = ", ".join(part for part in (street, town, country) if part)
    top = (
        cell(w["birth"], base.format_day(x["dateOfBirth"], s.lang, "slash") if x.get("dateOfBirth") else "")
        + cell(w["nationality"], x.get("nationality", ""))
        + cell(w["phone"], s.b("phone"))
        + cell(w["email"], s.b("email"))
        + cell(w["web"], s.b("url"))
        + cell(w["address"], address + (f" ({w['home']})" if street and address else ""))
    )
    mother = [e for e in s.v["languages"] if e.get("x_level") == "native"]
    other = [e for e in s.v["languages"] if e.get("x_level") != "native"]
    for e in mother:
        e["fluency"] = w["mother"]
    heads = "".join(f"<th>{esc(kind)}</th>" for kind in w["kinds"])
    groups = (
        f'<th></th><th colspan="2">{w["understanding"]}</th><th colspan="2">{w["speaking"]}</th><th>{w["writing"]}</th>'
    )
    rows = "".join(_level_row(e) for e in other)
    langs = (
        f'<p>{esc(w["mother"])}: <strong>{esc(" | ".join(e["language"] for e in mother))}</strong></p>'
        if mother
        else ""
    )
    langs += (
        f'<p>{esc(w["other"])}:</p><table><tr>{groups}</tr><tr><th></th>{heads}</tr>{rows}</table>' if other else ""
    )
    certs = "".join(
        f'<div class="it"><p class="when keep">{esc(european_day(e["date"], False)) if e.get("date") else ""}</p>'
        f'<p class="hd">{esc(e["name"])}</p></div>'
        for e in s.v["certificates"]
    )
    extra = "".join(
        f"<p>{esc(name)}: {esc(value)}</p>" for name, value in s.facts() if name in (s.l["permit"], s.l["availability"])
    )
    licence = f'<p>{esc(w["licence"])}: {esc(x["drivingLicence"])}</p>' if x.get("drivingLicence") else ""
    body = (
        sec("about", tag("p", esc(s.b("summary"))))
        + sec("work", entries(s, "work", item))
        + sec("education", entries(s, "education", item))
        + sec("languages", langs)
        + sec("skills", skill_groups(s, s.pick(" | ", " / ", ", "), "b", ""))
        + sec("projects", entries(s, "projects", item))
        + sec("volunteer", entries(s, "volunteer", item))
        + sec("certificates", certs)
        + sec("extra", licence + extra)
        + sec("interests", tag("p", esc(", ".join(s.interests()))))
    )
    style = css(
        """
    @page{margin:14mm 0 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt '$font';color:#666;
    padding-right:16mm}}
    @page:first{margin-top:0}body{font:9.5pt/1.4 '$font',sans-serif;color:#333}
    header{background:$back;padding:12mm 16mm 6mm;border-bottom:.6mm solid $accent}h1{font-size:1.9em;color:$accent}
    .c{margin-right:4mm;display:inline-block}
    main{padding:0 16mm}h2{font-size:1.05em;text-transform:uppercase;color:$accent;border-bottom:.3mm solid #bbb;
    margin:5mm 0 2.5mm;padding-bottom:.8mm}
    h2 i{display:inline-block;width:2.4mm;height:2.4mm;border-radius:50%;background:$accent;margin-right:2.5mm}
    .it{margin-bottom:3mm;padding-left:5mm}.when{color:#666;font-size:.92em}.hd{font-size:1.05em}
    .org{text-transform:uppercase;font-size:.9em;color:#555}section>p>b{display:block;font-weight:600}
    table{border-collapse:collapse;margin-top:1.5mm;width:100%;font-size:.93em}td,th{padding:.8mm 1.5mm;
    text-align:center;font-weight:400;border-bottom:.2mm solid #ddd}
    td:first-child{text-align:left;font-weight:700}th{color:#666}ul{padding-left:4.5mm}
    """,
        font=font,
        accent=accent,
        back=s.pick("#fff", "#f2f5fb"),
    )
    return page(
        s,
        style,
        f'<header><h1>{esc(s.b("name"))}</h1>{tag("p", esc(s.b("label")))}<p>{top}</p></header><main>{body}</main>',
    )


def _level_row(e: dict) -> str:
    cells = f"<td>{esc(e.get('fluency') or '–')}</td>" * 5
    return f"<tr><td>{esc(e['language'])}</td>{cells}</tr>"


LAYOUTS = [
    html_layout("html-sidebar-left", "two-column", sidebar_left),
    html_layout("html-sidebar-right", "two-column", sidebar_right),
    html_layout("html-columns", "two-column", columns),
    html_layout("html-labels", "label-column", label_column),
    html_layout("html-dates-left", "date-column", date_column),
    html_layout("html-swiss", "date-column", swiss),
    html_layout("html-form", "label-column", form),
    html_layout("html-dates-right", "one-column", dates_right),
    html_layout("html-timeline", "timeline", timeline),
    html_layout("html-table", "table", bordered_table),
    html_layout("html-spaced", "one-column", letter_spaced),
    html_layout("html-oldest-first", "date-column", oldest_first),
    html_layout("html-functional", "one-column", functional),
    html_layout("html-employers", "one-column", employers),
    html_layout("html-band", "one-column", band),
    html_layout("html-justified", "one-column", justified),
    html_layout("html-compact", "one-column", compact),
    html_layout("html-profile-export", "linkedin", linkedin),
    html_layout("html-european", "europass", european),
]
