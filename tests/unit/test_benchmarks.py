"""The benchmarks' arithmetic, their reading of other programs, and what they write. Nothing is measured here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import node_http
from benchmarks import __main__ as command
from benchmarks import chart, layer, machine, measures, page, procfs, results
from benchmarks.figures import OURS, Goal, Sense, Spread, judge, number, spread, with_spread
from benchmarks.load import bulk, idle
from benchmarks.results import Row
from benchmarks.running import Contender, Lab, Load, RunFailed, clean_environment, read_wrk, started
from benchmarks.workloads import TEN_HEADERS, WORKLOADS, Workload

pytestmark = pytest.mark.any_engine


def workload(**changes: Any) -> Workload:
    fields: dict[str, Any] = {
        'name': 'hello',
        'title': 'a <small> answer',
        'unit': 'µs',
        'measure': measures.requests(),
        'contenders': [Contender('node', 'Node', []), Contender(OURS, 'node_http', [])],
        'goals': [Goal(Sense.SPEED, 1.0, 'node')],
    }
    return Workload(**{**fields, **changes})


# -- figures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('sense', 'bound', 'measured', 'passed'),
    [
        (Sense.SPEED, 2.0, Spread(2.0, 2.0, 2.0), True),
        (Sense.SPEED, 2.1, Spread(2.0, 2.0, 2.0), False),
        (Sense.COST, 0.5, Spread(0.5, 0.5, 0.5), True),
        (Sense.COST, 0.4, Spread(0.5, 0.5, 0.5), False),
        (Sense.RATE, 0.5, Spread(0.5, 0.5, 0.5), True),
        (Sense.RATE, 0.6, Spread(0.5, 0.5, 0.5), False),
        (Sense.VALUE, 12.0, Spread(11.0, 10.0, 12.0), True),
        (Sense.VALUE, 10.5, Spread(11.0, 10.0, 12.0), False),
    ],
)
def test_goals_are_judged_by_their_sense(sense: Sense, bound: float, measured: Spread, passed: bool) -> None:
    against = '' if sense is Sense.VALUE else 'node'
    verdict = judge(Goal(sense, bound, against), {OURS: [10.0, 11.0, 12.0], 'node': [20.0, 22.0, 24.0]})
    assert (verdict.measured, verdict.passed) == (measured, passed)
    assert verdict.mark == ('✓' if passed else '✗')


def test_ratios_are_made_within_a_round_and_a_failed_run_takes_its_round_out() -> None:
    runs = {OURS: [1.0, None, 2.0, 4.0], 'node': [1.0, 9.0, None, 8.0]}
    assert Goal(Sense.SPEED, 1, 'node').ratios(runs) == [1.0, 2.0]


def test_what_was_not_measured_is_neither_passed_nor_failed() -> None:
    verdict = judge(Goal(Sense.SPEED, 1, 'node'), {OURS: [1.0], 'node': [None]})
    assert (verdict.measured, verdict.passed, verdict.mark) == (None, None, '–')


def test_goals_say_what_they_compare() -> None:
    titles = {'node': 'Node'}
    assert Goal(Sense.SPEED, 1.15, 'node').text(titles, 'µs') == '≥ 1.15 of the speed of Node'
    assert Goal(Sense.COST, 1.3, 'node').text(titles, 'µs') == '≤ 1.30 of the cost of Node'
    assert Goal(Sense.RATE, 0.9, 'node').text(titles, 'µs') == '≥ 0.90 of the rate of Node'
    assert Goal(Sense.VALUE, 6).text(titles, 'KiB') == '≤ 6 KiB'


def test_spread() -> None:
    assert spread([3.0, None, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)
    assert spread([None]) is None
    assert with_spread(Spread(1.08, 1.05, 1.114)) == '1.08 (1.05–1.11)'
    assert with_spread(None) == 'not measured yet'


@pytest.mark.parametrize(
    ('value', 'text'), [(0.216, '0.22'), (9.99, '9.99'), (16.94, '16.9'), (146.6, '147'), (25435.2, '25,435')]
)
def test_numbers_have_three_digits_that_count(value: float, text: str) -> None:
    assert number(value) == text


# -- what other programs say -----------------------------------------------------------------------------------

STAT = '42 (a ) b (c) S 7 42 42 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 1 0 99 1000 250 18446744073709551615'


def test_cpu_time_is_of_user_system_and_ended_children_whatever_the_name() -> None:
    assert procfs.cpu_ticks(STAT) == 127
    assert procfs.parent(STAT) == 7


def test_a_process_counts_with_what_it_has_started(tmp_path: Path) -> None:
    for pid, parent in ((1, 0), (7, 1), (42, 7), (43, 42), (50, 1)):
        folder = tmp_path / str(pid)
        folder.mkdir()
        (folder / 'stat').write_text(STAT.replace('42 (', f'{pid} (').replace('S 7', f'S {parent}'))
        (folder / 'statm').write_text('1000 250 100 1 0 200 0')
    (tmp_path / 'self').mkdir()
    assert sorted(procfs.tree(7, tmp_path)) == [7, 42, 43]
    assert procfs.cpu_seconds(7, tmp_path) == 3 * 127 / procfs._TICK
    assert procfs.resident_bytes(7, tmp_path) == 3 * 250 * procfs._PAGE


WRK = """\
Running 60m test @ http://127.0.0.1:8000/
  1 threads and 64 connections
^C  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.29ms  220.05us   9.08ms   94.44%
  30123 requests in 601.50ms, 5.20MB read
Requests/sec:  50079.80
"""


def test_wrk_is_understood() -> None:
    load = read_wrk(WRK)
    assert load.requests == 30123
    assert load.seconds == pytest.approx(0.6015)
    assert Load(30, 0.5).rate == 60


@pytest.mark.parametrize(
    'line', ['  Socket errors: connect 0, read 3, write 0, timeout 0', '  Non-2xx or 3xx responses: 12']
)
def test_a_run_with_failed_requests_is_none(line: str) -> None:
    with pytest.raises(RunFailed, match=line.strip().split(':')[0]):
        read_wrk(f'{WRK}{line}\n')


def test_wrk_that_did_not_run_is_no_measure() -> None:
    with pytest.raises(RunFailed, match='unable to connect'):
        read_wrk('unable to connect to 127.0.0.1:1 Connection refused\n')


def test_the_processor_is_named() -> None:
    assert machine.cpu_name('processor\t: 0\nmodel name\t: AMD EPYC\nmodel name\t: other\n') == 'AMD EPYC'
    assert machine.cpu_name('nothing')


def test_our_version_is_that_of_the_source() -> None:
    assert machine.own_version() == node_http.__version__


def test_programs_get_no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('NODE_HTTP_PARSER', 'h11')
    monkeypatch.setenv('NODE_OPTIONS', '--inspect')
    monkeypatch.setenv('PYTHONDEVMODE', '1')
    environment = clean_environment({'NODE_HTTP_LOOP': 'asyncio'})
    assert [name for name in environment if name.startswith(('NODE_', 'PYTHON'))] == ['NODE_HTTP_LOOP']
    assert 'PATH' in environment


def test_a_missing_program_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('platform.system', lambda: 'Linux')
    monkeypatch.setattr('shutil.which', lambda name: None if name == 'wrk' else f'/bin/{name}')
    with pytest.raises(machine.NotReady, match=r'not on PATH:\n  wrk: .*apt-get install wrk'):
        machine.prepare(None, lambda line: None)


# -- programs --------------------------------------------------------------------------------------------------


def lab(taskset: str = 'taskset') -> Lab:
    return Lab(machine.Machine('node', 'wrk', taskset, sys.executable, 0, 0), 0, 0)


@pytest.fixture
def unpinned(tmp_path: Path) -> Lab:
    """Whose taskset pins nothing: the tests run where there is none, too."""
    fake = tmp_path / 'taskset'
    fake.write_text('#!/bin/sh\nshift 2\nexec "$@"\n')
    fake.chmod(0o755)
    return lab(str(fake))


def test_a_program_is_told_and_heard(unpinned: Lab) -> None:
    code = 'import sys\nfor line in sys.stdin: print(line.strip() * 2, flush=True)'
    with started(unpinned, 0, [sys.executable, '-c', code]) as program:
        program.tell('ab')
        assert program.hear() == 'abab'
    assert program.process.returncode is not None


def test_a_program_that_fails_gives_its_last_words(unpinned: Lab) -> None:
    code = 'import sys; sys.exit("that was it")'
    with started(unpinned, 0, [sys.executable, '-c', code]) as program:
        with pytest.raises(RunFailed, match='that was it'):
            program.hear()
        with pytest.raises(RunFailed, match='status 1'):
            program.finish()


def test_commands_are_filled_in(unpinned: Lab) -> None:
    contender = Contender('x', 'X', ['{python}', '{peers}/x.py', '{port}'], {'PYTHONPATH': '{peers}'})
    words = unpinned.words(contender, 8000)
    assert words[0] == sys.executable
    assert words[1].endswith('/benchmarks/peers/x.py')
    assert words[2] == '8000'
    assert unpinned.environment(contender)['PYTHONPATH'].endswith('/benchmarks/peers')


# -- the load programs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize('step', [1, 7, 1000])
def test_a_chunked_answer_is_counted_however_it_comes(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, 'SIZE', 300)
    wire = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: xx\r\n\r\n'
    wire += (b'64\r\n' + b'x' * 100 + b'\r\n') * 3 + b'0\r\n\r\n'
    answer = bulk.ChunkedAnswer()
    for start in range(0, len(wire), step):
        assert not answer.done
        answer.feed(memoryview(wire)[start : start + step])
    assert answer.done
    assert answer.received == 300


def test_a_short_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, 'SIZE', 300)
    wire = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxx\r\n0\r\n\r\n'
    with pytest.raises(AssertionError, match='2 bytes came'):
        bulk.ChunkedAnswer().feed(memoryview(wire))


@pytest.mark.parametrize(
    ('answer', 'complete'),
    [
        (b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"hello":"world"}', True),
        (b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"hello":', False),
        (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{"hello":"world"}', False),
        (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{"hello":"world"}\r\n0\r\n\r\n', True),
    ],
)
def test_an_answer_on_an_idle_connection_is_read_whole(answer: bytes, complete: bool) -> None:
    assert idle.complete(answer) is complete


# -- the table of workloads ------------------------------------------------------------------------------------


def test_workloads_have_names_of_their_own_and_contenders_that_their_goals_name() -> None:
    assert len({each.name for each in WORKLOADS}) == len(WORKLOADS)
    for each in WORKLOADS:
        assert OURS in each.titles
        assert each.goals or each.name == 'fresh'  # which is there to be compared with the row before
        for goal in each.goals:
            required = {contender.name for contender in each.contenders if not contender.optional}
            assert goal.sense is Sense.VALUE or goal.against in required - {OURS}, each.name
            assert goal.text(each.titles, each.unit)


def test_ten_headers_are_ten_with_host() -> None:
    assert len({'Host', *TEN_HEADERS}) == 10


@pytest.mark.parametrize('each', WORKLOADS, ids=lambda each: each.name)
def test_the_programs_of_a_workload_are_there(each: Workload) -> None:
    filled = [word for contender in each.contenders for word in lab().words(contender, 1)]
    files = [Path(word) for word in filled if word.endswith(('.py', '.js'))]
    assert all(file.exists() for file in files)


# -- results ---------------------------------------------------------------------------------------------------


def test_results_are_kept_and_read_again() -> None:
    row = Row(WORKLOADS[0], {'node': [17.12345, 17.0], OURS: [16.0, None]})
    kept = json.loads(results.to_json([row], {'version': '1.2.3'}))
    assert kept['version'] == '1.2.3'
    hello = kept['workloads']['hello']
    assert hello['contenders']['node'] == {'title': 'Node', 'median': 17.06, 'runs': [17.12, 17.0]}
    assert hello['goals'][0] == {
        'goal': '≥ 1.00 of the speed of Node',
        'measured': 1.07,
        'low': 1.07,
        'high': 1.07,
        'passed': True,
    }
    assert hello['goals'][1]['passed'] is None
    again = results.rows_of(kept)
    assert [each.workload for each in again] == list(WORKLOADS)
    assert again[0].runs == {'node': [17.12, 17.0], OURS: [16.0, None]}
    assert again[1].runs == {}


def test_the_table_shows_figures_goals_and_marks() -> None:
    row = Row(workload(), {'node': [20.0, 22.0], OURS: [10.0, 11.0]})
    assert results.table([row]).splitlines() == [
        'hello: a <small> answer [µs]',
        '    Node       21.0 (20.0–22.0)',
        '  * node_http  10.5 (10.0–11.0)',
        '  ✓ ≥ 1.00 of the speed of Node: 2.00 (2.00–2.00)',
    ]
    assert results.summary([row, Row(workload(), {})]) == '1 of 2 goals reached, 1 not measured'


def test_the_newest_results_are_of_the_highest_version(tmp_path: Path) -> None:
    assert results.newest(tmp_path) is None
    for name in ('0.9.0', '0.10.0', 'partial', 'layer-0.11.0'):
        (tmp_path / f'{name}.json').write_text('{}')
    assert results.newest(tmp_path) == tmp_path / '0.10.0.json'
    assert results.newest(tmp_path, 'layer-') == tmp_path / 'layer-0.11.0.json'


def test_the_picture_has_a_bar_for_each_that_was_measured() -> None:
    row = Row(workload(), {'node': [20.0, 22.0], OURS: [None, None]})
    picture = ElementTree.fromstring(chart.svg([row, Row(workload(), {})]))
    bars = picture.findall('{http://www.w3.org/2000/svg}rect')
    assert [bar.get('class') for bar in bars] == ['peer']
    texts = [text.text for text in picture.findall('{http://www.w3.org/2000/svg}text')]
    assert texts == ['a <small> answer (µs)', 'Node', '21.0']


def test_a_picture_of_nothing_is_a_picture() -> None:
    assert ElementTree.fromstring(chart.svg([])).tag.endswith('svg')


# -- the page --------------------------------------------------------------------------------------------------


def test_the_page_in_the_documentation_is_of_the_results_that_are_kept(tmp_path: Path) -> None:
    written = page.write(docs=tmp_path)
    assert written.read_text() == (page.DOCS / 'benchmarks.md').read_text(), 'run: python -m benchmarks.page'


def test_the_page_without_figures_says_so() -> None:
    text = page.page({}, {})
    assert 'No figures are kept yet' in text
    assert '**node_http: not measured yet**' in text
    assert 'benchmarks.svg' not in text


def test_the_page_shows_figures() -> None:
    about = {
        'version': '1.2.3',
        'date': '2026-01-01',
        'cpu': 'AMD EPYC',
        'cores': 2,
        'kernel': '6.1',
        'rounds': 7,
        'seconds': 3.0,
        'versions': {'node': 'v20.1.1'},
    }
    row = Row(WORKLOADS[0], {'node': [20.0], OURS: [16.0]})
    kept = json.loads(results.to_json([row], about))
    text = page.page(kept, {'figures': {'hello': 10.0}})
    assert 'AMD EPYC, 2 cores, Linux 6.1;\nnode v20.1.1; 7 rounds of 3 s.' in text
    assert 'Node: 20.0<br>**node_http: 16.0**<br>uvicorn (httptools, uvloop): not measured yet' in text
    assert '1.25 (1.25–1.25)<br>not measured yet' in text
    assert 'Of the 16.0 µs of a request over a real socket, that leaves 6.00' in text
    assert 'benchmarks.svg' in text


# -- the commands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize('main', [command.main, layer.main, page.main])
def test_help(main: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(['--help'])
    assert ended.value.code == 0
    assert 'usage: python -m benchmarks' in capsys.readouterr().out


@pytest.mark.parametrize('words', [['--only', 'nothing'], ['--rounds', '0'], ['--seconds', '0']])
def test_bad_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(words)
    assert ended.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_rounds_go_to_and_fro_and_a_failure_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    order: list[str] = []

    def measure(lab: Lab, contender: Contender) -> float:
        order.append(contender.name)
        if order == ['node', OURS, OURS]:
            raise RunFailed('broken')
        return float(len(order))

    extra = Contender('extra', 'Extra', [], optional=True)
    tested = workload(measure=measure, contenders=[*workload().contenders, extra])
    measuring = command.Measuring(lab(), [tested], 3, everything=False)
    (row,) = measuring.run()
    assert order == ['node', OURS, OURS, 'node', 'node', OURS]
    assert row.runs == {'node': [1.0, 4.0, 5.0], OURS: [2.0, None, 6.0]}
    assert measuring.failures == 1
    assert 'round 2  node_http: FAILED: broken' in capsys.readouterr().err


# -- the layer -------------------------------------------------------------------------------------------------


def test_changes_are_in_units_of_the_reference() -> None:
    then = {'hello': 10.0, 'reference': 1.0}
    assert layer.change({'hello': 20.0, 'reference': 2.0}, then, 'hello') == pytest.approx(0)
    assert layer.change({'hello': 11.0, 'reference': 1.0}, then, 'hello') == pytest.approx(0.1)
    assert layer.change({'hello': 11.0, 'reference': 1.0}, {}, 'hello') is None
    assert layer.change({'emit': 1.0, 'reference': 1.0}, then, 'emit') is None


def test_the_layer_reports_what_changed() -> None:
    kept = {'version': '0.1.0', 'python': '2.7.18', 'figures': {'hello': 10.0, 'reference': 1.0}}
    text = layer.report({'hello': 11.0, 'emit': 0.2, 'reference': 1.0}, kept)
    assert 'that was another Python' in text
    assert '+10.0%  slower' in text
    assert 'emit           0.20 µs  emit with one listener' in text
    assert '%' not in layer.report({'hello': 11.0}, None)


@pytest.mark.parametrize('name', [name for name in layer.SCENARIOS if name != layer.REFERENCE])
@pytest.mark.parametrize('processes', [1, 2])
def test_the_layer_is_measured(name: str, processes: int) -> None:
    words = ['--only', name, '--seconds', '0.01', '--processes', str(processes), '--json']
    done = subprocess.run(
        [sys.executable, '-m', 'benchmarks.layer', *words],
        cwd=machine.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ''
    kept = json.loads(done.stdout)
    assert kept['version'] == node_http.__version__
    assert set(kept['figures']) == {name, 'reference'}
    assert all(figure > 0 for figure in kept['figures'].values())
