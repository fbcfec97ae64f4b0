"""What keeps an unattended installation going: worker, sweep, health, metrics, messages.

Imports pipeline and rendering; only sweeping and worker know Prefect.
"""
