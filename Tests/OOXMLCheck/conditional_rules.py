"""Conditional formats and data validations (ECMA-376 part 1, sections 18.3.1.10, 18.3.1.18, 18.3.1.32 and 18.3.1.33)."""
from references import utf16_length, xstring

# The child or attribute without which Excel does not know what a rule of a type means.
_NEEDS_CHILD = {"colorScale": "colorScale", "dataBar": "dataBar", "iconSet": "iconSet"}
_NEEDS_ATTRIBUTE = {"cellIs": "operator", "containsText": "text", "notContainsText": "text", "beginsWith": "text", "endsWith": "text",
                    "timePeriod": "timePeriod"}
_NEEDS_FORMULA = ("expression", "cellIs", "containsText", "notContainsText", "beginsWith", "endsWith")


class ConditionalRules:
    MOST_VALIDATIONS = 65_534
    _TEXT_LIMITS = {"errorTitle": 32, "promptTitle": 32, "error": 255, "prompt": 255}

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._rule = self._validation = {}
        self._rule_children = []
        self._points = self._colors = 0
        self._icons = ""
        self._formulas = {}
        self._validations = 0
        self._validations_said = {}

    def start_cfRule(self, attributes):
        self._rule, self._rule_children = attributes, []
        if int(attributes["priority"]) < 1:
            self.report("rule-priority", f"{attributes['priority']} is not 1 or more")
        if int(attributes.get("dxfId", -1)) >= self.book.differential_formats:
            self.report("rule-format", f"dxfId {attributes['dxfId']} is not among the {self.book.differential_formats} dxfs")

    def end_formula(self, text):
        if self.path[-2] == "cfRule":
            self._rule_children.append("formula")
            self.judge_formula(text)

    def _start_scale(self, attributes):
        self._rule_children.append(self.path[-1])
        self._points = self._colors = 0
        self._icons = attributes.get("iconSet", "3TrafficLights1")

    start_colorScale = start_dataBar = start_iconSet = _start_scale

    def start_cfvo(self, attributes):
        self._points += 1
        if attributes["type"] in ("num", "percent", "percentile", "formula") and "val" not in attributes:
            self.report("scale-value", f"a cfvo of type {attributes['type']} has no val")

    def start_color(self, _):
        self._colors += 1

    def end_colorScale(self, _):
        if self._points != self._colors:
            self.report("scale-colors", f"{self._points} points and {self._colors} colours")

    def end_iconSet(self, _):
        if self._points != int(self._icons[0]):
            self.report("icon-points", f"{self._icons} has {self._points} points")

    def end_cfRule(self, _):
        rule, kind = self._rule, self._rule["type"]
        if kind in _NEEDS_CHILD and _NEEDS_CHILD[kind] not in self._rule_children:
            self.report("rule-child", f"a rule of type {kind} has no {_NEEDS_CHILD[kind]}")
        if kind in _NEEDS_ATTRIBUTE and _NEEDS_ATTRIBUTE[kind] not in rule:
            self.report("rule-attribute", f"a rule of type {kind} has no {_NEEDS_ATTRIBUTE[kind]}")
        if kind == "top10" and not 1 <= int(rule.get("rank", 10)) <= 1000:
            self.report("rule-rank", f"rank {rule['rank']} is not in 1..1000")
        needed = 2 if rule.get("operator") in ("between", "notBetween") else 1
        if kind in _NEEDS_FORMULA and self._rule_children.count("formula") < needed:
            self.report("rule-formula", f"a rule of type {kind} has fewer than {needed} formulas")

    def start_dataValidations(self, attributes):
        self._validations_said = attributes

    def end_dataValidations(self, _):
        self.judge_count(self._validations_said, self._validations, "dataValidations")
        if self._validations > self.MOST_VALIDATIONS:
            self.report("validation-number", f"{self._validations} validations are more than {self.MOST_VALIDATIONS}")

    def start_dataValidation(self, attributes):
        self._validations += 1
        self._validation, self._formulas = attributes, {}
        for attribute, limit in self._TEXT_LIMITS.items():
            if utf16_length(xstring(attributes.get(attribute, ""))) > limit:
                self.report("validation-text", f"{attribute} is longer than {limit} characters")

    def _end_formula(self, text):
        self._formulas[self.path[-1]] = text
        if text:
            self.judge_formula(text)

    end_formula1 = end_formula2 = _end_formula

    def end_dataValidation(self, _):
        validation = self._validation
        kind = validation.get("type", "none")
        if kind == "none":
            return
        if not self._formulas.get("formula1"):
            self.report("validation-formula", f"a validation of type {kind} has no formula1")
        between = validation.get("operator", "between") in ("between", "notBetween")
        if kind not in ("list", "custom") and between and not self._formulas.get("formula2"):
            self.report("validation-formula", f"a validation of type {kind} between two values has no formula2")
