"""The scenarios, in pairs: AREA.js for real Node, AREA.py for node_http."""
