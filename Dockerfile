# The page, the API and the Chroma server are three commands of one image; compose.yaml starts a container of each.
FROM python:3.11-slim-bookworm AS build

# Of pyproject.toml's extras: `openai` is for any OpenAI-compatible server of a language model too.
ARG EXTRAS=mcp,openai
# PyTorch's own builds without CUDA: the others bring gigabytes for graphics cards.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu

WORKDIR /app
RUN python -m venv venv
ENV PATH=/app/venv/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1

COPY constraints.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-deps --index-url "$TORCH_INDEX" -c constraints.txt torch

COPY pyproject.toml README.md LICENSE ./
COPY assistant assistant
COPY embeddings embeddings
COPY prompts prompts
COPY ui ui
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -c constraints.txt hatchling \
    && pip install --no-build-isolation -c constraints.txt ".[$EXTRAS]"


FROM python:3.11-slim-bookworm

RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data assistant \
    && install --directory --mode 700 --owner assistant --group assistant /data
COPY --from=build /app/venv /app/venv
ENV PATH=/app/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOME=/data \
    ASSISTANT_DATA_DIR=/data

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 7860
# Whoever answers is well: where a password is set, it is asked for here too.
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m \
    CMD ["python", "-c", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 7860, timeout=5); c.request('GET', '/v1/health'); raise SystemExit(c.getresponse().status >= 500)"]
CMD ["article-assistant-ui", "--no-browser", "--host", "0.0.0.0"]
