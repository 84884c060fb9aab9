"""The phrases of scenarios about an intake, in Swedish and English."""

from __future__ import annotations

from kraftrules.bdd.phrase import DAY, Phrase
from kraftrules.text import Text

_WHO = r"(?P<people>(?!personen |det |the person |it )[^”\"“]+)"
_ONE = r"(?P<person>(?!personen |det |the person |it )[^”\"“]+?)"
_QUOTED = r"[”\"“](?P<text>.+)[”\"“]"
_SEED = r"[”\"“](?P<seed>[^”\"“]*)[”\"“]"
_MANY = r"(?P<{}>\d+|ing(?:en|a)|no(?:ne|body)?)"
_WANTED, _FILLED, _SEATS = _MANY.format("wanted"), _MANY.format("filled"), _MANY.format("seats")

INTAKE_PHRASES: tuple[Phrase, ...] = (
    Phrase(
        "hold",
        Text("antagning hålls 2021-03-01 med 3 platser och fröet ”2021-03”",
             "an intake is held on 2021-03-01 with 3 seats and the seed “2021-03”"),
        (rf"antagning hålls(?: den)? {DAY} med (?P<seats>.+?)(?:,? och fröet {_SEED})?",),
        (rf"an intake is held(?: on)? {DAY} with (?P<seats>.+?)(?:,? and the seed {_SEED})?",),
    ),
    Phrase(
        "refused",
        Text("hålls ingen antagning, för ”lotten behöver ett frö”",
             "no intake is held, for “a lottery needs a seed”"),
        (rf"(?:hålls ingen antagning|ingen antagning hålls),? för {_QUOTED}",),
        (rf"no intake is held,? for {_QUOTED}",),
    ),
    Phrase(
        "told",
        Text("får Bo veta: ”Poängen avgjorde.”", "Bo is told: “The points decided.”"),
        (rf"får {_ONE} veta(?: att|:) {_QUOTED}", rf"{_ONE} får veta(?: att|:) {_QUOTED}"),
        (rf"{_ONE} is told(?: that|:) {_QUOTED}",),
    ),
    Phrase(
        "could",
        Text("kan Bo få plats om uppgift om kön kommer", "Bo could get a seat if sex becomes known"),
        (rf"kan {_ONE} få plats om uppgift om (?P<facts>.+) kommer",
         rf"{_ONE} kan få plats om uppgift om (?P<facts>.+) kommer"),
        (rf"{_ONE} could get a seat if (?P<facts>.+) becomes? known",),
    ),
    Phrase(
        "could_not",
        Text("kan Bo inte få plats, vad som än blir känt",
             "Bo could not get a seat, whatever becomes known"),
        (r"(?:kan ingen mer få|ingen mer kan få) plats,? vad som än blir känt",
         rf"kan {_ONE} inte få plats,? vad som än blir känt",
         rf"{_ONE} kan inte få plats,? vad som än blir känt"),
        (r"nobody else could get a seat,? whatever becomes known",
         rf"{_ONE} could not get a seat,? whatever becomes known"),
    ),
    Phrase(
        "selected",
        Text("får Anna och Bo plats", "Anna and Bo get seats"),
        (rf"får {_WHO} plats", rf"{_WHO} får plats"),
        (rf"{_WHO} gets? (?:a seat|seats)",),
    ),
    Phrase(
        "waits_for",
        Text("väntar Bo för att platser hålls för ”Kvinnor”",
             "Bo waits because seats are reserved for “Women”"),
        (rf"väntar {_ONE} för att platser hålls för (?P<rules>.+)",
         rf"{_ONE} väntar för att platser hålls för (?P<rules>.+)"),
        (rf"{_ONE} waits because seats are reserved for (?P<rules>.+)",),
    ),
    Phrase(
        "waiting",
        Text("väntar Carin och Dan", "Carin and Dan wait"),
        (rf"väntar {_WHO}", rf"{_WHO} väntar"),
        (rf"{_WHO} waits?",),
    ),
    Phrase(
        "not_considered",
        Text("är Erik inte med i turordningen, eftersom utfallet är oavgjord",
             "Erik is not in the order, because the outcome is undetermined"),
        (rf"är {_ONE} inte med i turordningen,? eftersom utfallet är (?P<outcome>.+)",
         rf"{_ONE} är inte med i turordningen,? eftersom utfallet är (?P<outcome>.+)"),
        (rf"{_ONE} is not in the order,? because the outcome is (?P<outcome>.+)",),
    ),
    Phrase(
        "all_considered",
        Text("är alla med i turordningen", "everyone is in the order"),
        (r"är alla med i turordningen", r"alla är med i turordningen"),
        (r"everyone is in the order",),
    ),
    Phrase(
        "ranks",
        Text("är turordningen Anna, Bo och Carin", "the rank order is Anna, Bo and Carin"),
        (rf"är turordningen {_WHO}", rf"turordningen är {_WHO}"),
        (rf"the rank order is {_WHO}",),
    ),
    Phrase(
        "lot",
        Text("börjar lotten för Anna med e593", "the lot of Anna begins with e593"),
        (rf"börjar lotten för {_ONE} med (?P<digest>[0-9a-f]+)",
         rf"lotten för {_ONE} börjar med (?P<digest>[0-9a-f]+)"),
        (rf"the lot of {_ONE} begins with (?P<digest>[0-9a-f]+)",),
    ),
    Phrase(
        "reserved",
        Text("hålls 2 platser för ”Kvinnor” och 1 antagen räknas dit",
             "2 seats are reserved for “Women” and 1 selected counts toward it"),
        (rf"(?:det )?hålls (?:det )?{_WANTED} plats(?:er)? för (?P<rule>.+?),? och {_FILLED} antag(?:en|na) räknas dit",),
        (rf"{_WANTED} seats? (?:is|are) reserved for (?P<rule>.+?),? and {_FILLED} selected counts? toward it",),
    ),
    Phrase(
        "counts_toward",
        Text("räknas Anna till ”Kvinnor”", "Anna counts toward “Women”"),
        (rf"räknas {_ONE} (?P<none>inte till någon grupp)", rf"{_ONE} räknas (?P<none>inte till någon grupp)",
         rf"räknas {_ONE} till (?P<rules>.+)", rf"{_ONE} räknas till (?P<rules>.+)"),
        (rf"{_ONE} counts toward (?P<none>no group)", rf"{_ONE} counts toward (?P<rules>.+)"),
    ),
    Phrase(
        "no_stream",
        Text("hör Bo inte till någon ingång", "Bo comes in by no stream"),
        (rf"hör {_ONE} inte till någon ingång", rf"{_ONE} hör inte till någon ingång"),
        (rf"{_ONE} comes in by no stream",),
    ),
    Phrase(
        "unknown_stream",
        Text("är det okänt vilken ingång Bo hör till", "it is unknown which stream Bo comes in by"),
        (rf"(?:är det|det är) okänt vilken ingång {_ONE} hör till",),
        (rf"it is unknown which stream {_ONE} comes in by",),
    ),
    Phrase(
        "stream",
        Text("hör Anna till ingången ”Till teamen”", "Anna comes in by the stream “To the teams”"),
        (rf"hör {_ONE} till ingången (?P<rule>.+)", rf"{_ONE} hör till ingången (?P<rule>.+)"),
        (rf"{_ONE} comes in by the stream (?P<rule>.+)",),
    ),
    Phrase(
        "stream_seats",
        Text("har ingången ”Till teamen” 35 platser och 2 är fyllda",
             "the stream “To the teams” has 35 seats and 2 are filled"),
        (rf"(?:har )?ingången (?P<rule>.+?)(?: har)? {_SEATS} plats(?:er)?,? och {_FILLED} är fyll(?:d|da)",),
        (rf"the stream (?P<rule>.+?) has {_SEATS} seats?,? and {_FILLED} (?:is|are) filled",),
    ),
)  # fmt: skip
