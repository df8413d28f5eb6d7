//! What a template names, held against what it can be given: unknown tags, unknown filters, fields that it never uses. Reads
//! the engine's own syntax tree, so that what is checked is what runs.

use super::TemplateError;
use super::render::{Source, syntax};
use super::suggest;
use super::tags::Paragraph;
use super::values::Field;
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Filter, Stmt};
use minijinja::machinery::{Span, parse};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A tag names what there is not.
    UnknownTag,
    /// A filter or test that the engine does not have.
    UnknownFilter,
    /// A statement that cannot be read, or one without its counterpart.
    Broken,
    /// A tag prints a list of entries, or a group of fields, as if it were a text.
    NotText,
    /// The whole template has no tag.
    NoTag,
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// Part of the package, such as `document` or `header1`.
    pub part: String,
    /// Paragraph from 1 in the part, as the file has them; 0 where it is not known.
    pub paragraph: u32,
    /// Row from 1 of the table that holds the paragraph; 0 outside of tables.
    pub row: u32,
    /// Beginning of the paragraph's text with its tags.
    pub text: String,
    /// The tag as it is written.
    pub tag: String,
    /// What exactly: a name, or the engine's words.
    pub detail: String,
    /// What may have been meant; `None` where nothing is near.
    pub suggestion: Option<String>,
}

impl Finding {
    /// Whether the template cannot be filled with it, or would print what nobody can read. An unknown tag only prints nothing.
    pub fn is_fatal(&self) -> bool {
        self.fault != Fault::UnknownTag
    }

    /// The same as a reason to refuse the template.
    pub fn error(&self) -> TemplateError {
        let meant = self.suggestion.as_ref().map(|name| format!("; did you mean {name}?")).unwrap_or_default();
        let detail = &self.detail;
        let reason = match self.fault {
            Fault::UnknownTag => format!("there is no field {detail}{meant}"),
            Fault::UnknownFilter => format!("there is no filter or test {detail}{meant}"),
            Fault::Broken | Fault::NotText | Fault::NoTag => format!("{detail}{meant}"),
        };
        let (part, paragraph, tag) = (self.part.clone(), self.paragraph, self.tag.clone());
        match self.fault {
            Fault::NoTag => TemplateError::NoTag,
            Fault::NotText => TemplateError::NotText { part, paragraph, tag, reason },
            Fault::UnknownTag | Fault::UnknownFilter | Fault::Broken => {
                TemplateError::Tag { part, paragraph, tag, reason }
            }
        }
    }

    /// The same with the row and the text of its paragraph.
    pub(super) fn placed(self, paragraphs: &[Paragraph]) -> Self {
        let paragraph = (self.paragraph as usize).checked_sub(1).and_then(|at| paragraphs.get(at));
        Self {
            row: paragraph.map_or(0, |paragraph| paragraph.row),
            text: paragraph.map(|paragraph| beginning(&paragraph.text)).unwrap_or_default(),
            ..self
        }
    }
}

/// Characters of a paragraph's text in a finding.
const TEXT_CHARS_MAX: usize = 90;
/// Findings of a part; a file with more of them is no template.
const FINDINGS_MAX: usize = 300;

/// Filters and tests that templates may use.
const FILTERS: [&str; 22] = [
    "upper", "lower", "capitalize", "title", "trim", "join", "length", "count", "first", "last", "default", "d",
    "replace", "sort", "unique", "reverse", "list", "batch", "slice", "round", "string", "items",
];
const TESTS: [&str; 13] = [
    "defined", "undefined", "none", "string", "number", "odd", "even", "true", "false", "in", "eq", "ne",
    "startingwith",
];

/// What an expression stands for.
#[derive(Clone)]
enum Known<'f> {
    Field(&'f Field, String),
    /// Something that is computed, or a part of what is unknown already.
    Anything,
}

/// Walks a part's syntax tree.
pub(super) struct Walk<'f> {
    root: &'f Field,
    part: &'f str,
    source: &'f Source,
    scopes: Vec<BTreeMap<String, Known<'f>>>,
    pub findings: Vec<Finding>,
    pub used: BTreeSet<String>,
}

impl<'f> Walk<'f> {
    /// Walks a part.
    pub fn over(root: &'f Field, part: &'f str, source: &'f Source) -> Self {
        let mut walk =
            Self { root, part, source, scopes: vec![BTreeMap::new()], findings: Vec::new(), used: BTreeSet::new() };
        let Ok(syntax) = syntax() else { return walk };
        match parse(&source.text, part, syntax) {
            Ok(tree) => walk.statement(&tree),
            Err(error) => {
                let offset = error.range().map_or(0, |range| range.start);
                let detail = error.detail().unwrap_or("the tag cannot be read").to_owned();
                walk.add(Fault::Broken, offset, detail);
            }
        }
        walk
    }

    fn add(&mut self, fault: Fault, offset: usize, detail: String) {
        self.suggest(fault, offset, detail, None);
    }

    fn suggest(&mut self, fault: Fault, offset: usize, detail: String, suggestion: Option<String>) {
        if self.findings.len() >= FINDINGS_MAX {
            return;
        }
        let spot = self.source.spot(offset);
        let finding = Finding {
            fault,
            part: self.part.to_owned(),
            paragraph: spot.map_or(0, |spot| spot.paragraph),
            row: 0,
            text: String::new(),
            tag: spot.map(|spot| spot.tag.clone()).unwrap_or_default(),
            detail,
            suggestion,
        }
        .placed(&self.source.paragraphs);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn statements(&mut self, list: &[Stmt<'_>]) {
        for one in list {
            self.statement(one);
        }
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Template(template) => self.statements(&template.children),
            Stmt::EmitExpr(emit) => self.printed(&emit.expr, offset(emit.expr.span())),
            Stmt::EmitRaw(_) => {}
            Stmt::ForLoop(each) => {
                let item = match self.expression(&each.iter) {
                    Known::Field(Field::List(items), path) => {
                        items.first().map_or(Known::Anything, |item| Known::Field(item, path))
                    }
                    Known::Field(..) => {
                        self.add(Fault::Broken, offset(each.span()), "this is no list".to_owned());
                        Known::Anything
                    }
                    Known::Anything => Known::Anything,
                };
                let mut scope = BTreeMap::from([("loop".to_owned(), Known::Anything)]);
                bind(&each.target, item, &mut scope);
                self.scopes.push(scope);
                if let Some(filter) = &each.filter_expr {
                    self.expression(filter);
                }
                self.statements(&each.body);
                self.scopes.pop();
                self.statements(&each.else_body);
            }
            Stmt::IfCond(condition) => {
                self.expression(&condition.expr);
                self.statements(&condition.true_body);
                self.statements(&condition.false_body);
            }
            Stmt::WithBlock(with) => {
                let mut scope = BTreeMap::new();
                for (target, value) in &with.assignments {
                    let value = self.expression(value);
                    bind(target, value, &mut scope);
                }
                self.scopes.push(scope);
                self.statements(&with.body);
                self.scopes.pop();
            }
            Stmt::Set(set) => {
                let value = self.expression(&set.expr);
                if let Some(scope) = self.scopes.last_mut() {
                    bind(&set.target, value, scope);
                }
            }
            other => {
                let at = match other {
                    Stmt::SetBlock(one) => offset(one.span()),
                    Stmt::AutoEscape(one) => offset(one.span()),
                    Stmt::FilterBlock(one) => offset(one.span()),
                    Stmt::Do(one) => offset(one.span()),
                    _ => 0,
                };
                self.add(Fault::Broken, at, "templates have for, if, with and set only".to_owned());
            }
        }
    }

    /// What is printed must be a text: entries and groups of fields have no words of their own.
    fn printed(&mut self, expression: &Expr<'_>, at: usize) {
        match expression {
            Expr::IfExpr(choice) => {
                self.expression(&choice.test_expr);
                self.printed(&choice.true_expr, at);
                choice.false_expr.iter().for_each(|expr| self.printed(expr, at));
            }
            Expr::BinOp(two) if matches!(two.op, BinOpKind::ScOr) => {
                self.printed(&two.left, at);
                self.printed(&two.right, at);
            }
            _ => {
                let known = self.expression(expression);
                self.judge(known, spoken(expression), at, false);
            }
        }
    }

    /// Tells where something that is no text is used as one. A list of texts prints its texts, joined by commas, but `strict`
    /// wants one text.
    fn judge(&mut self, known: Known<'f>, spoken: Option<String>, at: usize, strict: bool) {
        let Known::Field(field, path) = known else { return };
        let written = spoken.is_some();
        let name = spoken.unwrap_or(path);
        let (detail, suggestion) = match field {
            Field::Map(fields) => {
                let inner = telling(fields).filter(|_| written).map(|inner| format!("{{{{ {name}.{inner} }}}}"));
                (format!("{name} is a group of fields and no text; print one of them"), inner)
            }
            Field::List(items) => match items.first() {
                Some(Field::Map(fields)) => {
                    let inner = telling(fields).unwrap_or_default();
                    let each = format!("{{% for one in {name} %}}{{{{ one.{inner} }}}}{{% endfor %}}");
                    (format!("{name} is a list of entries and no text; print each in a loop"), Some(each))
                }
                Some(Field::List(_)) => (format!("{name} is a list of lists and no text"), None),
                Some(_) if strict => {
                    let joined = format!("{name}|join(\", \")");
                    (format!("{name} is a list and no text; join it first"), Some(joined))
                }
                _ => return,
            },
            _ => return,
        };
        self.suggest(Fault::NotText, at, detail, suggestion);
    }

    fn expression(&mut self, expression: &Expr<'_>) -> Known<'f> {
        match expression {
            Expr::Var(variable) => self.variable(variable.id, offset(variable.span())),
            Expr::GetAttr(get) => {
                let of = self.expression(&get.expr);
                self.member(of, get.name, offset(get.span()))
            }
            Expr::GetItem(get) => {
                self.expression(&get.subscript_expr);
                match self.expression(&get.expr) {
                    Known::Field(Field::List(items), path) => {
                        items.first().map_or(Known::Anything, |item| Known::Field(item, path))
                    }
                    _ => Known::Anything,
                }
            }
            Expr::Filter(filter) => {
                if !FILTERS.contains(&filter.name) {
                    self.unknown_filter(filter.name, &FILTERS, offset(filter.span()));
                }
                let of = filter.expr.as_ref().map(|expr| self.expression(expr));
                self.arguments(&filter.args);
                self.filtered(filter, of.clone(), offset(filter.span()));
                match (filter.name, of) {
                    ("sort" | "unique" | "reverse" | "list" | "default" | "d", Some(of)) => of,
                    ("first" | "last", Some(Known::Field(Field::List(items), path))) => {
                        items.first().map_or(Known::Anything, |item| Known::Field(item, path))
                    }
                    _ => Known::Anything,
                }
            }
            Expr::Test(test) => {
                if !TESTS.contains(&test.name) {
                    self.unknown_filter(test.name, &TESTS, offset(test.span()));
                }
                self.expression(&test.expr);
                self.arguments(&test.args);
                Known::Anything
            }
            Expr::IfExpr(choice) => {
                self.expression(&choice.test_expr);
                self.expression(&choice.true_expr);
                choice.false_expr.iter().for_each(|expr| drop(self.expression(expr)));
                Known::Anything
            }
            other => {
                self.inner(other);
                Known::Anything
            }
        }
    }

    /// Filters that make a text of whatever they get.
    fn filtered(&mut self, filter: &Filter<'_>, of: Option<Known<'f>>, at: usize) {
        let Some(of) = of else { return };
        let spoken = filter.expr.as_ref().and_then(spoken);
        match filter.name {
            "upper" | "lower" | "capitalize" | "title" | "trim" | "replace" | "string" | "round" => {
                self.judge(of, spoken, at, true);
            }
            "join" => self.judge(of, spoken, at, false),
            _ => {}
        }
    }

    /// Expressions that only matter for what stands in them.
    fn inner(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::Slice(slice) => drop(self.expression(&slice.expr)),
            Expr::UnaryOp(one) => drop(self.expression(&one.expr)),
            Expr::BinOp(two) => {
                let at = offset(two.span());
                for side in [&two.left, &two.right] {
                    let known = self.expression(side);
                    if matches!(two.op, BinOpKind::Concat) {
                        self.judge(known, spoken(side), at, true);
                    }
                }
            }
            Expr::Compare(compare) => {
                self.expression(&compare.expr);
                compare.ops.iter().for_each(|op| drop(self.expression(&op.expr)));
            }
            Expr::Call(call) => {
                self.add(Fault::Broken, offset(call.span()), "templates cannot call functions".to_owned());
            }
            Expr::List(list) => list.items.iter().for_each(|item| drop(self.expression(item))),
            Expr::Tuple(list) => list.items.iter().for_each(|item| drop(self.expression(item))),
            Expr::Map(map) => map.values.iter().for_each(|value| drop(self.expression(value))),
            _ => {}
        }
    }

    fn arguments(&mut self, arguments: &[CallArg<'_>]) {
        for argument in arguments {
            if let CallArg::Pos(expr) | CallArg::Kwarg(_, expr) = argument {
                self.expression(expr);
            }
        }
    }

    fn variable(&mut self, name: &str, at: usize) -> Known<'f> {
        if let Some(known) = self.scopes.iter().rev().find_map(|scope| scope.get(name)) {
            return known.clone();
        }
        self.member(Known::Field(self.root, String::new()), name, at)
    }

    fn member(&mut self, of: Known<'f>, name: &str, at: usize) -> Known<'f> {
        let (field, path) = match of {
            Known::Field(field, path) => (field, path),
            Known::Anything => return Known::Anything,
        };
        let full = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let found = match field {
            Field::Map(fields) => fields.get(name),
            _ => None,
        };
        match found {
            Some(field) => {
                self.used.insert(full.clone());
                Known::Field(field, full)
            }
            None => {
                let suggestion = self.meant(field, &path, name);
                self.suggest(Fault::UnknownTag, at, full, suggestion);
                Known::Anything
            }
        }
    }

    fn unknown_filter(&mut self, name: &str, known: &[&'static str], at: usize) {
        let suggestion = suggest::nearest(name, known.iter().copied()).map(str::to_owned);
        self.suggest(Fault::UnknownFilter, at, name.to_owned(), suggestion);
    }

    /// What a name that is not in a field may have meant: a near name beside it, or the same name elsewhere.
    fn meant(&self, field: &Field, path: &str, name: &str) -> Option<String> {
        let beside = match field {
            Field::List(_) => return Some(format!("{{% for one in {path} %}}")),
            Field::Map(fields) if path.is_empty() => {
                let bound = self.scopes.iter().flat_map(|scope| scope.keys().map(String::as_str));
                suggest::nearest(name, fields.keys().copied().chain(bound))
            }
            Field::Map(fields) => suggest::nearest(name, fields.keys().copied()),
            _ => None,
        };
        if let Some(near) = beside {
            return Some(if path.is_empty() { near.to_owned() } else { format!("{path}.{near}") });
        }
        let last = |path: &String| path.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(name));
        self.root.paths().into_iter().find(last)
    }
}

/// An expression as it is written, where it is a name or a member of one.
fn spoken(expression: &Expr<'_>) -> Option<String> {
    match expression {
        Expr::Var(variable) => Some(variable.id.to_owned()),
        Expr::GetAttr(get) => Some(format!("{}.{}", spoken(&get.expr)?, get.name)),
        _ => None,
    }
}

/// Names of the fields that say most of an entry.
const TELLING: [&str; 6] = ["name", "title", "label", "criterion", "finding", "candidate"];

/// The field of a group that is worth printing first.
fn telling(fields: &BTreeMap<&'static str, Field>) -> Option<&'static str> {
    let told = TELLING.into_iter().find(|name| fields.contains_key(name));
    told.or_else(|| fields.iter().find(|(_, field)| matches!(field, Field::Text(_))).map(|(name, _)| *name))
}

/// The beginning of a text, on one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TEXT_CHARS_MAX) {
        Some((end, _)) => format!("{} …", line[..end].trim_end()),
        None => line,
    }
}

fn offset(span: Span) -> usize {
    span.start_offset as usize
}

/// Names that a loop or an assignment binds.
fn bind<'f>(target: &Expr<'_>, value: Known<'f>, scope: &mut BTreeMap<String, Known<'f>>) {
    match target {
        Expr::Var(variable) => drop(scope.insert(variable.id.to_owned(), value)),
        Expr::List(list) => list.items.iter().for_each(|item| bind(item, Known::Anything, scope)),
        Expr::Tuple(list) => list.items.iter().for_each(|item| bind(item, Known::Anything, scope)),
        _ => {}
    }
}
