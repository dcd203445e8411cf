"""Review sheets and the report page in a headless Chromium: what runs, what reads, what prints.

usage: pages_test.py IPCHECK REPORT_PAGE
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from browser import Browser, available

IPCHECK, REPORT_PAGE = sys.argv[1:3]
WIDTHS = [(1280, 900), (390, 844), (320, 640)]
FOLDER = tempfile.TemporaryDirectory(prefix="ipcheck-pages-")


def file(name):
    return str(pathlib.Path(FOLDER.name) / name)


def report(name, count, lang="zh", most=50000, schemes=1):
    path = file(name)
    subprocess.run([REPORT_PAGE, str(count), path, lang, str(most), str(schemes)], check=True)
    return path


def sheet(name, *words, record="samples/operation-center/applicant.yaml"):
    path = file(name)
    subprocess.run([IPCHECK, "eligibility", record, "-o", path, *words], check=False)
    return path


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.browser.cdp("Page.addScriptToEvaluateOnNewDocument",
                        source="window.hurts = 0; window.hurt = () => { ++window.hurts; };")
        cls.large = report("large.html", 10000)
        cls.small = report("small.html", 1500)

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()

    def open(self, path, width=1280, height=900, prefer="light"):
        self.browser.size(width, height)
        self.browser.prefer(prefer)
        self.browser.log()
        self.browser.open(path)

    def open_list(self, path, *words, **named):
        """The page with its list in sight, as rows far from the window are not drawn."""
        self.open(path, *words, **named)
        self.js("document.getElementById('list')?.scrollIntoView()")
        self.browser.wait("return !document.getElementById('list') || document.querySelector('button[data-row]') !== null")

    def js(self, script, *args):
        return self.browser.run(script, *args)

    def shown(self):
        """Rows that the list says it shows."""
        return self.js("return document.getElementById('matching').textContent")

    def column(self, name, count=40):
        return self.js("return [...document.querySelectorAll('#list tbody tr:not(.more):not(.space) td.' + arguments[0])]"
                       ".slice(0, arguments[1]).map((td) => td.textContent)", name, count)

    def assert_quiet(self):
        self.assertEqual([entry["message"] for entry in self.browser.log()], [])

    # --- speed ---

    def fastest(self, measure, rounds=4):
        return min(measure() for _ in range(rounds))

    def test_ten_thousand_rows_open_under_a_second(self):
        def measure():
            self.open(self.large)
            return self.js("const n = performance.getEntriesByType('navigation')[0]; return n.domComplete - n.responseEnd")
        self.assertLess(self.fastest(measure), 1000)
        self.assertEqual(self.shown(), "显示 10,000 行，共 10,000 行")
        self.assert_quiet()

    def test_ten_thousand_rows_sort_filter_and_search_under_a_second(self):
        self.open(self.large)
        for column in ("name", "score", "verdict", "reasons", "row"):
            milliseconds = self.fastest(lambda: self.js(
                "const t = performance.now(); document.querySelector(`th[data-column=${arguments[0]}] button`).click();"
                "document.body.getBoundingClientRect(); return performance.now() - t", column))
            self.assertLess(milliseconds, 1000, column)
        self.assertLess(self.fastest(lambda: self.js(
            "const t = performance.now(); document.querySelector('[data-outcome=\"1\"]').click();"
            "document.body.getBoundingClientRect(); return performance.now() - t")), 1000)

    def test_only_rows_near_the_window_are_in_the_page(self):
        self.open(self.large)
        self.assertLess(self.js("return document.querySelectorAll('#list tr').length"), 700)
        self.js("window.scrollTo(0, document.getElementById('list').getBoundingClientRect().bottom - innerHeight)")
        self.browser.wait("return [...document.querySelectorAll('#list td.row')].some((td) => td.textContent === '10003')")
        self.assertLess(self.js("return document.querySelectorAll('#list tr').length"), 1000)

    # --- the list ---

    def test_sorting_says_so_and_sorts(self):
        self.open_list(self.small)
        self.js("document.querySelector('th[data-column=score] button').click()")
        self.assertEqual(self.js("return document.querySelector('th[data-column=score]').getAttribute('aria-sort')"), "descending")
        scores = [float(text.split("–")[0]) for text in self.column("number")]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.js("document.querySelector('th[data-column=row] button').click()")
        self.js("document.querySelector('th[data-column=row] button').click()")
        self.assertEqual(self.column("row", 3), ["1503", "1502", "1501"])

    def test_filters_and_search_narrow_the_list(self):
        self.open_list(self.small)
        totals = self.js("return [...document.querySelectorAll('#totals tbody tr')].map((tr) => tr.children[1].textContent)")
        self.js("document.querySelector('[data-outcome=\"0\"]').click()")
        self.assertIn(f"显示 {totals[0]} 行", self.shown())
        self.js("document.getElementById('clear').click()")
        self.js("const s = document.getElementById('search'); s.value = '91140100ma0000041x'; s.dispatchEvent(new Event('input'))")
        self.browser.wait("return document.getElementById('matching').textContent.startsWith('显示 1 行')")
        self.assertEqual(self.column("row"), ["45"])

    def test_a_reason_above_lists_its_rows(self):
        self.open(self.small)
        expected = self.js("const li = document.querySelector('.ranked li'); li.querySelector('button').click();"
                           "return li.querySelector('.number').textContent")
        self.assertIn(f"显示 {expected} 行", self.shown())
        self.assertTrue(self.js("return document.getElementById('near').checked"))

    def test_reasons_open_and_close_by_keyboard(self):
        self.open_list(self.small)
        self.js("document.querySelector('button[data-row]').focus()")
        self.browser.press("Enter")
        self.assertEqual(self.js("return document.activeElement.getAttribute('aria-expanded')"), "true")
        self.assertEqual(self.js("return document.querySelectorAll('tr.more').length"), 1)
        self.assertTrue(self.js("return document.getElementById(document.activeElement.getAttribute('aria-controls')) !== null"))
        self.browser.press(" ")
        self.assertEqual(self.js("return document.querySelectorAll('tr.more').length"), 0)

    def test_the_keyboard_reaches_everything_in_reading_order(self):
        self.open(self.small)
        seen = []
        for _ in range(60):
            self.browser.press("Tab")
            seen.append(self.js(
                "const e = document.activeElement, s = getComputedStyle(e);"
                "return [e.id || e.dataset.column || e.closest('th')?.dataset.column || e.textContent.slice(0, 6),"
                " s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]"))
            if seen[-1][0] == "reasons":
                break
        names = [name for name, _ in seen]
        for earlier, later in zip(["跳到名单", "中文", "search", "word", "near", "row", "name"], ["中文", "search", "word", "near", "row", "name", "reasons"]):
            self.assertLess(names.index(earlier), names.index(later), names)
        self.assertTrue(all(visible for _, visible in seen), seen)

    def test_several_schemes_are_chosen_between(self):
        self.open(report("two.html", 300, schemes=2))
        first = self.js("return document.getElementById('totals').textContent")
        self.assertEqual(self.shown(), "显示 300 行，共 300 行")
        self.js("const s = document.getElementById('scheme'); s.value = 1; s.dispatchEvent(new Event('change'))")
        self.assertNotEqual(self.js("return document.getElementById('totals').textContent"), first)
        self.assertEqual(self.shown(), "显示 300 行，共 300 行")
        self.assert_quiet()

    def test_a_page_that_holds_not_all_rows_says_which(self):
        self.open(report("capped.html", 1000, lang="en", most=300))
        notice = self.js("return document.querySelector('#list .notice').textContent")
        self.assertIn("The table has 1,000 rows and this page holds 300", notice)
        self.assertIn("ineligible 0 of", notice)

    def test_an_empty_table_is_a_page_too(self):
        self.open(report("empty.html", 0))
        self.assertEqual(self.shown(), "没有符合筛选的行。")
        self.assert_quiet()

    # --- languages and looks ---

    def test_every_word_of_ours_comes_in_both_languages(self):
        self.open(self.small)
        self.js("document.querySelectorAll('.switch button')[1].click()")
        self.assertEqual(self.js("return document.documentElement.lang"), "en")
        for part in ("header h1", "#totals", "#funnel h2", "#reasons", "#points", "#distances", "#list thead", "#rejects", "footer"):
            text = self.js("const c = document.querySelector(arguments[0]).cloneNode(true);"
                           "c.querySelectorAll('bdi, .cite').forEach((e) => e.remove()); return c.textContent", part)
            self.assertNotRegex(text.replace("2026年申报名单", ""), "[\u4e00-\u9fff]", part)
        self.js("document.querySelectorAll('.switch button')[0].click()")
        self.assertEqual(self.js("return document.documentElement.lang"), "zh-CN")

    def test_no_width_makes_the_page_scroll_sideways(self):
        for path in (self.small, sheet("sheet.html"), sheet("survey.en.html", "--lang", "en", record="samples/shanxi-envoy/applicant.yaml")):
            for width, height in WIDTHS:
                self.open_list(path, width, height)
                self.js("document.querySelector('button[data-row]')?.click()")
                self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width, (path, width))

    def contrast(self):
        """The lowest contrast of any text to its ground."""
        return self.js("""
          const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const rgb = (s) => s.match(/[\\d.]+/g).map(Number);
          const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); }
            return [255, 255, 255]; };
          let worst = [99, ''];
          for (const e of document.querySelectorAll('body *')) {
            if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
            const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < worst[0]) worst = [ratio, e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 20)];
          }
          return worst""")

    def test_text_has_the_contrast_of_WCAG_AA_by_day_and_by_night(self):
        for path in (self.small, sheet("sheet.html")):
            for prefer in ("light", "dark"):
                self.open_list(path, prefer=prefer)
                self.js("document.querySelector('button[data-row]')?.click()")
                ratio, where = self.contrast()
                self.assertGreaterEqual(ratio, 4.5, (path, prefer, where))

    def test_the_appearance_follows_the_system_until_it_is_chosen(self):
        ground = "return getComputedStyle(document.body).backgroundColor"
        self.open(self.small, prefer="dark")
        dark = self.js(ground)
        self.js("document.querySelectorAll('.switch')[1].children[1].click()")
        light = self.js(ground)
        self.assertNotEqual(dark, light)
        self.open(self.small, prefer="light")
        self.assertEqual(self.js(ground), light)
        self.js("document.querySelectorAll('.switch')[1].children[2].click()")
        self.assertEqual(self.js(ground), dark)

    # --- hostile names ---

    def test_no_name_runs_or_loads_anything(self):
        self.open_list(self.large)
        for text in ("hurt", "exe", "example.invalid", "零"):
            self.js("const s = document.getElementById('search'); s.value = arguments[0]; s.dispatchEvent(new Event('input'))", text)
            self.browser.wait("return !document.getElementById('matching').textContent.startsWith('显示 10,000')")
            self.js("document.querySelectorAll('button[data-row]').forEach((b) => b.click());"
                    "document.querySelectorAll('#list td *').forEach((e) => { for (const k of ['mouseover', 'focus', 'load', 'error']) e.dispatchEvent(new Event(k)); })")
        self.js("const s = document.getElementById('search'); s.value = 'hurt'; s.dispatchEvent(new Event('input'))")
        self.browser.wait("return document.getElementById('list').textContent.includes('onerror')")
        names = " ".join(self.js("return [...document.querySelectorAll('.who')].map((e) => e.textContent)"))
        self.assertIn("</script><script>hurt()</script>", names)
        self.assertIn("<img src=x onerror=hurt()>", names)
        self.assertEqual(self.js("return window.hurts"), 0)
        self.assertEqual(self.js("return document.querySelectorAll('script').length"), 2)
        self.assertEqual(self.js("return document.querySelectorAll('img, iframe, svg script, base, object, embed').length"), 0)
        self.assertEqual(self.js("return performance.getEntriesByType('resource').length"), 0)
        self.assert_quiet()

    def test_names_cannot_turn_or_hide_what_stands_beside_them(self):
        self.open(self.large)
        self.assertNotRegex(self.js("return document.body.textContent"), "[\u0000-\u0008\u200b\u202a-\u202e\u2066-\u2069\ufeff]")

    def test_the_policy_stops_other_scripts_and_requests(self):
        self.open(self.small)
        self.js("const s = document.createElement('script'); s.textContent = 'window.stranger = 1'; document.body.append(s);"
                "const d = document.createElement('div'); d.innerHTML = '<img src=http://127.0.0.1:9/x onerror=window.stranger=2>'; document.body.append(d)")
        log = " ".join(entry["message"] for entry in self.browser.log())
        self.assertIn("Content Security Policy", log)
        self.assertIsNone(self.js("return window.stranger"))

    def test_a_hostile_record_is_text_on_its_sheet(self):
        record = file("hostile.yaml")
        pathlib.Path(record).write_text(
            'applicant: organization\nname: "</title><script>hurt()</script><img src=x onerror=hurt()>"\n'
            'influence: {met: false, by: "\\" onmouseover=hurt() x=\\"", ground: "\\u202Egnp\\0"}\n', encoding="utf-8")
        self.open(sheet("hostile.html", "-s", "shanxi-operation-center-recognition", record=record))
        self.assertIn("<img src=x onerror=hurt()>", self.js("return document.querySelector('.identity').textContent"))
        self.assertEqual(self.js("return [window.hurts, document.querySelectorAll('script, img').length]"), [0, 0])
        self.assertNotRegex(self.js("return document.body.textContent"), "[\u0000\u202e]")
        self.assert_quiet()

    # --- paper ---

    def pages(self, path):
        text = pathlib.Path(path).read_bytes().decode("latin-1")
        boxes = re.findall(r"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", text)
        return [(round(float(w)), round(float(h))) for w, h in boxes]

    def test_sheets_print_on_A4(self):
        self.open(sheet("survey.html", record="samples/shanxi-envoy/applicant.yaml"))
        sheets = self.js("return document.querySelectorAll('main.sheet').length")
        self.browser.print(file("survey.pdf"))
        pages = self.pages(file("survey.pdf"))
        self.assertEqual(set(pages), {(595, 842)})
        self.assertGreaterEqual(len(pages), sheets)

    def test_the_report_prints_on_A4_with_as_many_rows_as_it_says(self):
        self.open(self.small)
        self.js("addEventListener('beforeprint', () => { window.printed = ["
                "document.querySelectorAll('#list tbody:not([hidden]) td.row').length, document.getElementById('printed').textContent]; })")
        self.browser.print(file("report.pdf"))
        self.assertEqual(set(self.pages(file("report.pdf"))), {(595, 842)})
        self.assertEqual(self.js("return window.printed"), [500, "打印只列前 500 行，共 1,500 行；请先筛选。"])
        self.assertEqual(self.shown(), "显示 1,500 行，共 1,500 行")


if __name__ == "__main__":
    if not available():
        print("no chromium or no chromedriver here: skipped")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
