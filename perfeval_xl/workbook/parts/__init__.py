"""An Open Packaging zip and the XML of its parts, as bytes: read checked, changed only where something is written."""
