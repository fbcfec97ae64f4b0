"""Keeps an unattended installation running: worker, sweep, health, metrics, messages.

Imports pipeline and rendering; Prefect is imported by sweeping, automations and recording only.
"""
