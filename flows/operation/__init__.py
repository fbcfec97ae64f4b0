"""Keeps an unattended installation running: worker, sweep, health, metrics, messages. Imports pipeline and
rendering; only sweeping and worker know Prefect."""
