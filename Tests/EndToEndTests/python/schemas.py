"""Validates XML answers against the schemas that an appliance serves."""

from lxml import etree

# The answers that are in no namespace, and so in no schema: clients look for just these bytes.
LOGIN_FAILED = (b"<error>Login failed</error>", b"<error>Invalid credentials</error>")


class Schemas:
    """The schemas of one appliance, compiled when the first XML answer comes."""

    def __init__(self, fetch):
        self.by_namespace = {}
        for name in ("command", "reporting"):
            document = etree.fromstring(fetch(name))
            self.by_namespace[document.get("targetNamespace")] = etree.XMLSchema(document)

    def problems(self, answer):
        """What is wrong with an answer, in libxml2's words; nothing where it is valid."""
        root = etree.fromstring(answer)
        namespace = etree.QName(root).namespace
        if namespace is None:
            return [] if answer.endswith(LOGIN_FAILED) else ["the root is in no namespace"]
        if namespace == "http://www.w3.org/2001/XMLSchema":
            return []
        if namespace not in self.by_namespace:
            return [f"no schema has the namespace {namespace}"]
        schema = self.by_namespace[namespace]
        if schema.validate(root):
            return []
        return [f"line {error.line}: {error.message}" for error in schema.error_log]
