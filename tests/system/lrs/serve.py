"""Run by the store's own Python: Ralph with its file backend. Version 5.1.0 takes only the first batch there, because that backend
creates its file each time; told to append, it works."""

import sys

import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]))
