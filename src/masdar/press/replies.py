"""Letters to whoever asked for a correction, a removal or an opt-out, in the language that he asked in.

Nothing that was typed into the form is repeated in them: the address may be that of somebody else.
"""

from markupsafe import Markup

from masdar import model
from masdar.press import cases, html, times
from masdar.press.view import View


def write(view: View, case: model.Case, kind: model.ReplyKind) -> model.Letter:
    """The receipt of a request, or the decision on it."""
    number = view.number(case.number)
    receipt = kind is model.ReplyKind.RECEIPT
    subject = _subject(view, None if receipt else case.state, number)
    asked = cases.kind(view, case.kind)
    lines = [view.say("You asked %(site)s for: %(kind)s.", site=view.site.name, kind=asked)]
    if receipt:
        due = times.instant(view, case.due).text
        lines += [
            view.say("Its number is %(n)s. You have an answer by: %(time)s.", n=number, time=due),
        ]
        if case.kind is model.CaseKind.OPT_OUT:
            lines.append(view.say("The page of your request tells how you show that the host is yours."))
    else:
        lines.append(Markup("{}.").format(subject))
        lines += [] if not case.ground else [view.say("Ground: %(ground)s", ground=case.ground)]
        lines += _followed(view, case)
    page = view.address(view.path(f"/case/{case.token}"))
    lines.append(view.say("The page of your request, which you need no account for:"))
    plain = [str(each.striptags()) for each in lines]
    return model.Letter(
        id=model.digest(f"{case.token} {kind}".encode())[:24],
        subject=str(subject),
        text="\n\n".join([*plain, page, view.site.name, ""]),
        html=html.render("reply.html", view, subject=subject, lines=lines, page=page),
        data={"case": case.number, "letter": kind.value},
        stop="",
        at=view.now,
    )


def _subject(view: View, state: model.CaseState | None, number: str) -> Markup:
    """What a letter is about; without a state, that the request came in."""
    match state:
        case model.CaseState.GRANTED:
            return view.say("Your request number %(n)s was granted", n=number)
        case model.CaseState.REFUSED:
            return view.say("Your request number %(n)s was refused", n=number)
    return view.say("Your request number %(n)s came in", n=number)


def _followed(view: View, case: model.Case) -> list[Markup]:
    """What came of a request that was granted."""
    if case.state is not model.CaseState.GRANTED:
        return [view.say("If you do not agree, answer this letter or ask again with what is new.")]
    return {
        model.CaseKind.CORRECTION: [view.say("The correction stands above the article for good.")],
        model.CaseKind.REMOVAL: [view.say("The article was withdrawn from every page, list, feed and home.")],
        model.CaseKind.OPT_OUT: [
            view.say("Everything of the host was withdrawn, and nothing of it is taken any more.")
        ],
    }[case.kind]
