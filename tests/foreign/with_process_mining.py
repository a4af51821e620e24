"""Opens event logs with pm4py (AGPL) and r4pm, which nobody here wrote; run in an environment of its own.

Takes the directory of `log.xes` and `log.ocel.json`; prints one JSON object: by program and format, what it counts.
"""

import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pm4py
import r4pm
from pm4py.objects.ocel.importer.jsonocel import importer as jsonocel

STEPS = 10


def frame(log: Any, program: str) -> dict[str, Any]:
    """Return what pm4py counts in a log that was read as a table of events."""
    steps, _, _ = pm4py.discover_dfg(log)
    most = sorted(steps.items(), key=lambda step: (-step[1], step[0]))[:STEPS]
    net, begins, ends = pm4py.discover_petri_net_inductive(log, noise_threshold=0.2)
    fitness = pm4py.fitness_token_based_replay(log, net, begins, ends)
    return {
        "version": program,
        "cases": int(log["case:concept:name"].nunique()),
        "events": len(log),
        "activities": int(log["concept:name"].nunique()),
        "variants": len(pm4py.get_variants(log)),
        "steps": [[*step, int(number)] for step, number in most],
        "order kept": bool(log.groupby("case:concept:name", sort=False)["order"].is_monotonic_increasing.all()),
        "Petri net": f"{len(net.places)} places, {len(net.transitions)} transitions",
        "fitness": round(fitness["log_fitness"], 3),
    }


def objects(log: Any, version: str) -> dict[str, Any]:
    """Return what pm4py counts in an object-centric log, flattened to people too."""
    people = pm4py.ocel_flattening(log, "participant")
    net = pm4py.discover_oc_petri_net(log)
    return {
        "version": version,
        "events": len(log.events),
        "objects": len(log.objects),
        "relations": len(log.relations),
        "activities": int(log.events["ocel:activity"].nunique()),
        "cases": int(people["case:concept:name"].nunique()),
        "changes of state": len(log.object_changes),
        "object types": sorted(log.objects["ocel:type"].unique()),
        "object-centric nets": len(net["petri_nets"]),
    }


def main(directory: Path) -> None:
    """Open both files with both programs."""
    version = f"pm4py {pm4py.__version__}"
    xes, ocel = str(directory / "log.xes"), str(directory / "log.ocel.json")
    found = {}
    for variant in ("line_by_line", "chunk_regex", "iterparse_20", "iterparse"):
        log = pm4py.convert_to_dataframe(pm4py.read_xes(xes, variant=variant))
        found[f"pm4py XES {variant}"] = counted(log)
    found["pm4py XES"] = frame(pm4py.format_dataframe(log), version)
    own = jsonocel.Variants.OCEL20_STANDARD  # beside r4pm it would hand the file to that
    found["pm4py OCEL"] = objects(jsonocel.apply(ocel, variant=own), version)
    found["r4pm XES"], found["r4pm OCEL"] = cases_by_r4pm(xes), objects_by_r4pm(ocel)
    print(json.dumps(found))  # noqa: T201


def counted(log: Any) -> dict[str, Any]:
    """Return how many cases and events there are."""
    return {"cases": int(log["case:concept:name"].nunique()), "events": len(log)}


def cases_by_r4pm(path: str) -> dict[str, Any]:
    """Return what r4pm counts in an XES document."""
    log = r4pm.import_item("EventLogActivityProjection", path)
    return {
        "version": f"r4pm {metadata.version('r4pm')}",
        "cases": asked("get_num_cases", projection=log),
        "variants": asked("get_num_variants", projection=log),
        "activities": len(asked("get_projection_activities", projection=log)),
    }


def objects_by_r4pm(path: str) -> dict[str, Any]:
    """Return what r4pm counts in an OCEL document."""
    log = r4pm.import_item("OCEL", path)
    counts = asked("ocel_type_stats", ocel=log)
    return {
        "version": f"r4pm {metadata.version('r4pm')}",
        "events": asked("num_events", ocel=log),
        "objects": asked("num_objects", ocel=log),
        "activities": sum(number > 0 for number in counts["event_type_counts"].values()),
    }


def asked(question: str, **of: str) -> Any:
    """Return r4pm's answer."""
    [id] = [one["id"] for one in r4pm.list_bindings() if one["id"].endswith(f"::{question}")]
    said = r4pm.call_binding(id, json.dumps(of))
    return json.loads(said) if isinstance(said, str) else said


if __name__ == "__main__":
    main(Path(sys.argv[1]))
