"""Recognition as an operation center with Python's csv module: csv_module.py TABLE OUT."""
import csv
import sys

YES_NO = {"是": True, "否": False, "": None}
MET = {"符合": True, "不符合": False, "": None}
USUAL_BODIES = ("行业龙头企业", "高校院所", "行业协会")
JUDGED = {"OCB-2": 20, "OCB-3": 21, "OCB-7": 22, "OCB-10": 23, "OCR-2": 24, "OCR-3": 25}


def number(text, kind=int):
    return kind(text) if text else None


def at_least(value, threshold):
    return None if value is None else value >= threshold


def band(value, steps):
    return next((points for least, points in steps if value >= least), 0)


def judge(cells):
    failing, missing, pending = [], [], False

    def all_of(criterion, **facts):
        if any(value is False for value in facts.values()):
            failing.append(criterion)
        else:
            missing.extend(fact for fact, value in facts.items() if value is None)

    def any_of(criterion, **facts):
        if any(facts.values()):
            return
        unknown = [fact for fact, value in facts.items() if value is None]
        missing.extend(unknown)
        if not unknown:
            failing.append(criterion)

    def judged(criterion):
        nonlocal pending
        met = MET[cells[JUDGED[criterion]]]
        if met is None:
            pending = True
        elif not met:
            failing.append(criterion)

    body, level = cells[2], cells[3]
    staff, amount = number(cells[11]), number(cells[16], float)
    projects, members = number(cells[17]), number(cells[19])
    funding, plan, mechanism, rules = (YES_NO[cells[i]] for i in (12, 13, 14, 15))

    if not body:
        missing.append("body_type")
    elif body == "产业园区" and not level:
        missing.append("park_level")
    elif body == "产业园区":
        pending = level not in ("国家级", "省级")
    else:
        pending = body not in USUAL_BODIES
    judged("OCB-2")
    judged("OCB-3")
    any_of("OCB-4", has_legal_entity=YES_NO[cells[6]], has_internal_unit=YES_NO[cells[7]])
    all_of("OCB-5", premises_fixed=YES_NO[cells[8]], premises_independent=YES_NO[cells[9]],
           office_equipped=YES_NO[cells[10]])
    all_of("OCB-6", full_time_staff=at_least(staff, 3))
    judged("OCB-7")
    all_of("OCB-8", funding_secured=funding)
    all_of("OCB-9", has_plan=plan, has_mechanism=mechanism, has_rules=rules)
    judged("OCB-10")
    any_of("OCR-1", transfer_amount_annual_cny=at_least(amount, 200), projects_cumulative=at_least(projects, 5))
    judged("OCR-2")
    judged("OCR-3")
    all_of("OCR-4a", alliance_established=YES_NO[cells[18]])
    all_of("OCR-4b", alliance_members=at_least(members, 10))

    verdict = ("ineligible" if failing else "incomplete" if missing else
               "needs_review" if pending else "eligible")
    university, sme = MET[cells[24]], MET[cells[25]]
    score = ""
    if None not in (amount, projects, members, university, sme, staff, funding, plan, mechanism, rules):
        score = (band(amount, ((1000, 20), (500, 16), (200, 12))) + band(projects, ((10, 15), (5, 9)))
                 + band(members, ((20, 15), (10, 9))) + 15 * university + 15 * sme
                 + band(staff, ((8, 10), (3, 6))) + 4 * funding + 2 * plan + 2 * mechanism + 2 * rules
                 + 2 * (amount >= 200 and projects >= 5))
    return verdict, score, ";".join(failing), ";".join(missing)


def main(table, out):
    with open(table, encoding="utf-8", newline="") as source, open(out, "w", encoding="utf-8", newline="") as target:
        rows = csv.reader(source)
        next(rows)
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("id", "verdict", "score", "failing", "missing"))
        writer.writerows((cells[1], *judge(cells)) for cells in rows)


main(*sys.argv[1:])
