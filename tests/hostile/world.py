"""A small rule set, its tests, a calendar, an overlay, records and tables: sound files to be damaged."""

POLICY = """\
policy: demo-grant
title: {zh: 示例资助办法, en: Demo grant}
issuer: {zh: 示例市知识产权局, en: Demo city IP office}
document: {number: 示例〔2026〕1号, date: 2026-01-05}
status: in_force
effective: {from: 2026-02-01, to: null}
vocabulary: [firm]
facts:
  influence: {type: judgement, label: {zh: 行业影响力, en: Influence}}
  note: {type: string, label: {zh: 说明, en: Note}}
params:
  staff_min:
    unit: 人
    cite: {at: 二/1, figure: 不少于3人}
    values: [{from: 2026-02-01, value: 3}, {from: 2027-01-01, value: 5}]
  income_min: {value: 200万元, cite: {at: 二/2, figure: 不低于200万元}}
criteria:
  G-1:
    title: {zh: '专职人员{staff_min}以上', en: 'At least {staff_min} full-time staff'}
    cite: {at: 二/1}
    check: staff >= params.staff_min
  G-2: {title: {zh: '金额{income_min}以上', en: 'At least {income_min}'}, cite: {at: 二/2}, check: income >= params.income_min}
  G-3: {title: {zh: 有影响力, en: Influential}, cite: {at: 二/3}, should: influence}
  G-4: {title: {zh: 有台账, en: A ledger}, cite: {at: 二/4}, check: has_ledger}
schemes:
  demo-grant-apply:
    title: {zh: 资助申报, en: Applying for the grant}
    applicant: organization
    form: [name, note]
    require: {all: [G-1, G-4, {id: G-A, title: {zh: 金额或影响力, en: Amount or influence}, any: [G-2, G-3]}]}
"""

VOCABULARY = """\
vocabulary: firm
title: {zh: 单位, en: Bodies}
facts:
  name: {type: string, label: {zh: 单位名称, en: Name}, aliases: [企业名称]}
  contact: {type: string, pii: true, label: {zh: 联系人, en: Contact}}
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 专职人员, en: Full-time staff}}
  income: {type: money, range: [0, null], label: {zh: 年度转化金额, en: Conversion amount}}
  has_ledger: {type: boolean, label: {zh: 专利台账, en: Ledger}}
"""

TESTS = """\
tests: demo-grant
as_of: 2026-06-01
bases:
  firm: {staff: 3, income: 2000000, has_ledger: true}
cases:
  - {name: both at the threshold, scheme: demo-grant-apply, base: firm, expect: {verdict: eligible}}
  - name: staff around the threshold
    scheme: demo-grant-apply
    base: firm
    vary: staff
    rows: [[2, ineligible, [G-1]], [3, eligible], [4, eligible], [null, incomplete, [staff]]]
"""

CALENDAR = """\
calendar: cn-workdays
title: {zh: 全国工作日历, en: Working days}
valid_from: 2026-01-01
valid_through: 2026-12-31
years:
  - year: 2026
    notice: {zh: 示例, en: an example}
    off: [[2026-01-01, 2026-01-03], 2026-05-01]
    worked: [2026-01-04]
"""

OVERLAY = """\
policy: demo-city
extends: demo-grant
title: {zh: 示例市加严, en: A stricter city}
set:
  params:
    staff_min: {value: 4, cite: {at: 通知/1, figure: 不少于4人}}
"""

RECORD = """\
name: 示例光学有限公司
staff: 3
income: 200万元
has_ledger: true
as_of: 2026-06-01
"""

VARS = "name: 示例\nstaff: 3\nincome: 2000000\nhas_ledger: true\n"

MAP = """\
columns:
  单位: {fact: name}
  人数: {fact: staff, unit: 人}
  金额: {fact: income, unit: 万元}
  备注: ignore
"""

MAPPED = "单位,人数,金额,专利台账,备注\n示例甲,3,200,是,x\n示例乙,2,300,是,y\n"
TABLE = "单位名称,专职人员,年度转化金额（万元）,专利台账\n示例甲,3,200,是\n示例乙,2,300,是\n"
TEXT = "示例资助办法\n一、对象\n本市企业。\n二、条件\n1.专职人员不少于3人；\n2.金额不低于200万元；\n3.有影响力；\n4.有台账。\n"

SCHEME = "demo-grant-apply"
AS_OF = ["--as-of", "2026-06-01"]


def rules(kit, folder: str, **parts: bytes) -> str:
    """The rule set in `folder`, with some files other than sound: policy, vocabulary, tests, calendar, overlay."""
    sound = {"policy": POLICY, "vocabulary": VOCABULARY, "tests": TESTS, "calendar": CALENDAR,
             "overlay": OVERLAY}
    names = {"policy": "grant.yaml", "vocabulary": "firm.yaml", "tests": "grant.test.yaml",
             "calendar": "cn-workdays.yaml", "overlay": "city.yaml"}
    for part, content in (sound | parts).items():
        kit.file(f"{folder}/{names[part]}", content)
    return folder
