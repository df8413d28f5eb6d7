//! What a template names, held against what it can be given: unknown tags, unknown filters, fields that it never uses. Reads
//! the engine's own syntax tree, so that what is checked is what runs.

use super::render::{Source, syntax};
use super::values::Field;
use minijinja::machinery::ast::{CallArg, Expr, Stmt};
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
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub fault: Fault,
    /// Part of the package, such as `document` or `header1`.
    pub part: String,
    /// Paragraph from 1 in the part.
    pub paragraph: u32,
    /// The tag as it is written.
    pub tag: String,
    /// What exactly: a name, or the engine's words.
    pub detail: String,
}

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
        let spot = self.source.spot(offset);
        let finding = Finding {
            fault,
            part: self.part.to_owned(),
            paragraph: spot.map_or(0, |spot| spot.paragraph),
            tag: spot.map(|spot| spot.tag.clone()).unwrap_or_default(),
            detail,
        };
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
            Stmt::EmitExpr(emit) => drop(self.expression(&emit.expr)),
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
                let _ = other;
                self.add(Fault::Broken, 0, "templates have for, if, with and set only".to_owned());
            }
        }
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
                    self.add(Fault::UnknownFilter, offset(filter.span()), filter.name.to_owned());
                }
                let of = filter.expr.as_ref().map(|expr| self.expression(expr));
                self.arguments(&filter.args);
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
                    self.add(Fault::UnknownFilter, offset(test.span()), test.name.to_owned());
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

    /// Expressions that only matter for what stands in them.
    fn inner(&mut self, expression: &Expr<'_>) {
        match expression {
            Expr::Slice(slice) => drop(self.expression(&slice.expr)),
            Expr::UnaryOp(one) => drop(self.expression(&one.expr)),
            Expr::BinOp(two) => {
                self.expression(&two.left);
                self.expression(&two.right);
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
                self.add(Fault::UnknownTag, at, full);
                Known::Anything
            }
        }
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

/// Paths of all fields that hold something to print, lists by their items.
pub(super) fn paths(field: &Field, path: &str, out: &mut BTreeSet<String>) {
    match field {
        Field::Map(fields) => {
            for (name, inner) in fields {
                let full = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
                paths(inner, &full, out);
            }
        }
        Field::List(items) => {
            out.insert(path.to_owned());
            if let Some(first) = items.first() {
                paths(first, path, out);
            }
        }
        Field::Text(_) | Field::Picture(_) | Field::Flag(_) | Field::Number(_) => drop(out.insert(path.to_owned())),
    }
}
