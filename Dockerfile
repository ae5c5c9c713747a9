# Two stages: what is needed to install stays behind, what runs is not root.
FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home motevakt && mkdir /data && chown motevakt /data
WORKDIR /app
COPY --from=build /venv /venv
COPY app.py ./
COPY bot bot
COPY cards cards
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATABASE_URL=sqlite:////data/motevakt.db
USER motevakt
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ.get(\"PORT\", 3978)}/healthz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["python", "app.py"]
