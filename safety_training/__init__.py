"""The trainings as pure, deterministic rules: no pictures, sockets, clocks or unseeded chance.

Drills, stepped 20 times a second:

    from safety_training.scenario import list_scenarios, load_scenario
    from safety_training.drill import Drill, TICK_HZ
    from safety_training.events import Logged, action_to_dict
    from safety_training.wire import action_from_dict
    from safety_training.grading import grade
    from safety_training.replay import DrillLog, replay, verify

    drill = Drill(load_scenario("waste_bin"), seed=7, mode="guided")
    log = DrillLog.of(drill)
    logged = Logged(drill.tick, "participant id", seq=1, action=action_from_dict({"kind": "join", "name": "시민"}))
    log.append(logged)                      # first into the log, then into the drill
    events = drill.step([logged])           # one tick
    drill.snapshot().to_dict()              # what is drawn
    log.close(drill)                        # when drill.finished
    grade(drill, "participant id").to_dict()
    verify(DrillLog.from_json(log.to_json())) == []

Leases:

    from safety_training.contract import assess, grade_lease, load_dossier

Everything a person reads is data in both languages; every figure is a row with source and date (data/, law/, scenarios/).
"""
