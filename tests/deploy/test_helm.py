"""The chart makes what Kubernetes takes, closed unless opened, and refuses what would lose data."""

import json
import re
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]  # it ships no types
import pytest

from app import DRAIN_WITHIN_S
from bot.inbound.web import OFFICERS_PAGES
from bot.settings import SETTINGS
from tests.deploy.charts import CHART, environment, flags, objects, of_kind, pod, refusal, the
from tests.deploy.programs import DEPLOY, ROOT, proven

KUBERNETES = ("1.27", "1.37")  # the oldest that Chart.yaml admits, and the newest
OPERATOR = "monitoring.coreos.com/v1"
WAY_OUT = {"HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"}  # docs/OPERATIONS.md, Firewall
SET_BY_THE_CHART = {
    "HOST", "PORT", "PUBLIC_URL", "DATABASE_URL", "DATA_KEY_PATH", "MicrosoftAppCertificatePath",
    "MicrosoftAppPassword", "GRAPH_CERTIFICATE_PATH", "PROCEDURE_PATH",
}  # fmt: skip
FULL = (
    "autoscaling.enabled=true", "ingress.announcements.enabled=true",
    "ingress.officersPages.enabled=true", "proxy.https=http://proxy:3128",
    "proxy.noProxy=.svc", "proxy.caFile=ca.pem", "secret.password=password", "secret.databaseCa=db.pem",
    "procedure=edition = 1", "monitoring.labels.release=monitoring", 'image.pullSecrets=["registry"]',
    "priorityClassName=high", "nodeSelector.zone=green", "podAnnotations.a=b",
)  # fmt: skip
CASES = {"postgresql": ("postgresql",), "sqlite": ("sqlite",), "full": ("postgresql", *FULL)}


@pytest.mark.parametrize("case", CASES)
def test_helm_has_nothing_to_say_against_it(case: str) -> None:
    values, *sets = CASES[case]

    proven("helm", "lint", "--strict", CHART, "-f", CHART.parent / f"{values}.yaml", *flags(sets))


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("case", CASES)
def test_kubernetes_takes_every_object(case: str, version: str) -> None:
    made = objects(*CASES[case])
    own = [one for one in made if one["apiVersion"] != OPERATOR]

    assert len(own) >= 5
    for one in own:
        kubernetes_validate.validate(one, version, strict=True)


@pytest.mark.parametrize("case", CASES)
def test_it_sets_what_the_bot_reads_and_nothing_else(case: str) -> None:
    known = {setting.name for setting in SETTINGS}

    assert set(environment(objects(*CASES[case]))) - WAY_OUT <= known


def test_every_setting_can_be_given_or_is_set_by_the_chart() -> None:
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))

    assert set(schema["properties"]["settings"]["properties"]) == {one.name for one in SETTINGS} - SET_BY_THE_CHART


@pytest.mark.parametrize("case", CASES)
def test_the_container_may_do_nothing_but_its_work(case: str) -> None:
    spec = pod(objects(*CASES[case]))
    (container,) = spec["containers"]
    (user,) = re.findall(r"useradd .*--uid (\d+)", (ROOT / "Dockerfile").read_text("utf-8"))

    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] == int(user)
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert all(mount.get("readOnly") or mount["mountPath"] == "/data" for mount in container["volumeMounts"])


@pytest.mark.parametrize("case", CASES)
def test_it_is_given_the_time_it_takes_to_end(case: str) -> None:
    spec = pod(objects(*CASES[case]))
    hook = spec["containers"][0].get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", ["sleep", "0"])

    assert spec["terminationGracePeriodSeconds"] >= int(hook[1]) + 2 * DRAIN_WITHIN_S + 5


@pytest.mark.parametrize("case", CASES)
def test_it_asks_only_routes_that_are_there(case: str) -> None:
    made = objects(*CASES[case])
    routes = set(re.findall(r'web\.(?:get|post|put)\("([^"]+)"', (ROOT / "bot" / "inbound" / "web.py").read_text()))
    (container,) = pod(made)["containers"]
    probes = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    open_paths = {
        path["path"]
        for ingress in of_kind("Ingress", made)
        for rule in ingress["spec"]["rules"]
        for path in rule["http"]["paths"]
    }

    assert probes == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}
    routes.add(OFFICERS_PAGES[0])
    assert open_paths <= routes
    assert not open_paths & {"/healthz", "/readyz", "/metrics"}
    assert open_paths == routes - {"/healthz", "/readyz", "/metrics"} or case != "full"


def test_graphs_addresses_are_kept_out_of_the_log() -> None:
    by_name = {
        one["metadata"]["name"]: one["metadata"]["annotations"] for one in of_kind("Ingress", objects("postgresql"))
    }

    assert by_name["motevakt-graph"]["nginx.ingress.kubernetes.io/enable-access-log"] == "false"
    assert "nginx.ingress.kubernetes.io/enable-access-log" not in by_name["motevakt"]


def test_the_network_is_closed_but_for_what_is_named() -> None:
    policy = the("NetworkPolicy", objects("sqlite"))["spec"]
    closed = the("NetworkPolicy", objects("sqlite", "networkPolicy.ingressController=[]"))["spec"]

    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert len(policy["ingress"]) == 1
    assert [[port["port"] for port in rule["ports"]] for rule in policy["egress"]] == [[53, 53], [443]]
    assert not closed["ingress"]


def test_one_process_alone_has_the_file_of_sqlite() -> None:
    made = objects("sqlite")

    assert the("Deployment", made)["spec"]["strategy"] == {"type": "Recreate"}
    assert the("Deployment", made)["spec"]["replicas"] == 1
    assert environment(made)["DATABASE_URL"] == "sqlite:////data/motevakt.db"
    assert the("PersistentVolumeClaim", made)["metadata"]["annotations"] == {"helm.sh/resource-policy": "keep"}
    assert not of_kind("PodDisruptionBudget", made)


def test_with_postgresql_nothing_is_written_but_there() -> None:
    made = objects("postgresql")

    assert not of_kind("PersistentVolumeClaim", made)
    assert "secretKeyRef" in environment(made)["DATABASE_URL"]
    assert the("PodDisruptionBudget", made)["spec"]["maxUnavailable"] == 1
    assert the("Deployment", made)["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_who_scales_says_how_many() -> None:
    made = objects("postgresql", "autoscaling.enabled=true")

    assert "replicas" not in the("Deployment", made)["spec"]
    assert the("HorizontalPodAutoscaler", made)["spec"]["minReplicas"] >= 2


@pytest.mark.parametrize(
    ("values", "wrong", "told"),
    [
        ("sqlite", "replicas=2", "/replicas"),
        ("sqlite", "autoscaling.enabled=true", "/autoscaling/enabled"),
        ("postgresql", "secret.databaseUrl=", "/secret/databaseUrl"),
        ("postgresql", "networkPolicy.database=null", "/networkPolicy"),
        ("postgresql", "secret.certificate=", "/secret"),
        ("postgresql", "settings.MicrosoftAppId=mine", "/settings/MicrosoftAppId"),
        ("postgresql", "settings.MicrosoftAppPassword=secret", "MicrosoftAppPassword"),
        ("postgresql", "settings.DATABASE_URL=postgresql://u:p@h/d", "DATABASE_URL"),
        ("postgresql", "settings.PAUSED=perhaps", "/settings/PAUSED"),
        ("postgresql", "ingress.host=", "/ingress/host"),
        ("postgresql", "replica=3", "replica"),
    ],
)
def test_it_refuses_what_would_go_wrong(values: str, wrong: str, told: str) -> None:
    assert told in refusal(values, wrong)


def test_the_rules_are_those_of_the_file_and_the_job_is_named_so() -> None:
    made = objects("postgresql")
    rules: dict[str, Any] = the("PrometheusRule", made)["spec"]

    assert (CHART / "alerts.yml").read_bytes() == (DEPLOY / "prometheus" / "alerts.yml").read_bytes(), "copy it anew"
    assert {rule["alert"] for group in rules["groups"] for rule in group["rules"]} >= {"MotevaktAbsent"}
    assert the("ServiceMonitor", made)["spec"]["jobLabel"] == "app.kubernetes.io/name"
    assert the("Service", made)["metadata"]["labels"]["app.kubernetes.io/name"] == "motevakt"
