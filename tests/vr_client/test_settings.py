import pytest

from vr_client.errors import UserError
from vr_client.settings import Settings, load
from vr_client.systems.saved import save


def test_command_line_over_environment_over_file_over_default(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('name = "file"\nlanguage = "en"\nwalk_speed_m_s = 1\nvignette = false\n', "utf-8")
    environ = {"SEOUL_NAME": "environment", "SEOUL_LANGUAGE": "ko", "SEOUL_SERVER_DATABASE": "not ours"}
    settings = load({"name": "given", "place": None}, environ, file)
    assert (settings.name, settings.language, settings.walk_speed_m_s) == ("given", "ko", 1.0)
    assert settings.vignette is False
    assert settings.place == Settings().place


@pytest.mark.parametrize(("text", "value"), [("1", True), ("off", False), ("Yes", True), ("FALSE", False)])
def test_truth_in_the_environment(tmp_path, text, value):
    assert load({}, {"SEOUL_SEATED": text}, tmp_path / "none").seated is value


@pytest.mark.parametrize(
    ("content", "code"),
    [("walk = = 1", "E70"), ("no_such = 1", "E71"), ('walk_speed_m_s = "fast"', "E72"), ("frames = 1.5", "E72"),
     ("walk_speed_m_s = true", "E72"), ("seated = 1", "E72"), ("name = 3", "E72")],
)  # fmt: skip
def test_a_wrong_file_says_what_is_wrong(tmp_path, content, code):
    file = tmp_path / "settings.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(UserError) as error:
        load({}, {}, file)
    assert error.value.code == code


def test_the_data_folder_is_made(tmp_path):
    assert Settings(data_dir=str(tmp_path / "a" / "b")).data_path().is_dir()


def test_saving_changes_its_own_lines_only_and_is_read_again(tmp_path):
    file = tmp_path / "new folder" / "settings.toml"
    save({"language": "en", "turn_rad": 0.7853981633974483}, file)
    assert (load({}, {}, file).language, load({}, {}, file).turn_rad) == ("en", 0.7853981633974483)
    file.write_text('# mine\nname = "민지 \\"M\\""  # keep\nlanguage = "en"', "utf-8")
    save({"language": "ko", "easy_mode": True}, file)
    assert file.read_text("utf-8").splitlines()[:2] == ["# mine", 'name = "민지 \\"M\\""  # keep']
    settings = load({}, {}, file)
    assert (settings.name, settings.language, settings.easy_mode) == ('민지 "M"', "ko", True)
    assert [f.name for f in file.parent.iterdir()] == ["settings.toml"]


def test_a_broken_file_is_not_overwritten(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("walk = = 1", "utf-8")
    with pytest.raises(UserError) as error:
        save({"language": "en"}, file)
    assert error.value.code == "E70"
    assert file.read_text("utf-8") == "walk = = 1"
