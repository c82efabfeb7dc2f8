"""Sphinx' configuration: MyST pages, the reference from the docstrings, Furo's looks."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / '_ext'))

project = 'node_http'
author = 'The node_http authors'
project_copyright = '2026, The node_http authors'
release = version = installed_version('node-http')

extensions = ['myst_parser', 'sphinx.ext.autodoc', 'sphinx.ext.napoleon', 'node_docstrings']
exclude_patterns = ['_build', '_ext']
source_suffix = {'.md': 'markdown'}

myst_enable_extensions = ['deflist', 'fieldlist']
myst_heading_anchors = 3

autodoc_member_order = 'bysource'
autodoc_typehints = 'signature'
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
default_role = 'code'
napoleon_use_rtype = False

highlight_language = 'text'
html_theme = 'furo'
html_title = f'node_http {release}'
html_theme_options = {'navigation_with_keys': True}
