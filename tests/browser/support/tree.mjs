// A page as a screen reader gets it: the browser's own accessibility tree, and what has to hold of it on every page.

/**
 * The nodes that are exposed, in reading order.
 *
 * @returns {Promise<{id: string, role: string, name: string, level: number | undefined, inside: string[]}[]>} `inside` has the
 * ids of the nodes above, the nearest last.
 */
export async function accessible(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const out = [];
  const walk = (node, inside) => {
    if (!node.ignored) {
      const property = (name) => node.properties?.find((property) => property.name === name)?.value.value;
      out.push({ id: node.nodeId, role: node.role.value, name: node.name?.value ?? '', level: property('level'), inside });
    }
    for (const child of node.childIds ?? []) {
      if (byId.has(child)) walk(byId.get(child), node.ignored ? inside : [...inside, node.nodeId]);
    }
  };
  walk(nodes[0], []);
  return out;
}

/** All that a node says aloud. */
export const wordsOf = (tree, node) =>
  tree
    .filter((other) => other.role === 'StaticText' && other.inside.includes(node.id))
    .map((other) => other.name)
    .join(' ');

/** One banner, main part and foot; named navigation; regions with names of their own. */
export function landmarkFaults(tree) {
  const faults = [];
  for (const role of ['banner', 'main', 'contentinfo']) {
    const count = tree.filter((node) => node.role === role).length;
    if (count !== 1) faults.push(`${count} landmarks of the kind ${role}`);
  }
  const named = tree.filter((node) => ['navigation', 'region', 'form', 'search'].includes(node.role));
  for (const node of named) if (!node.name.trim()) faults.push(`a ${node.role} without a name`);
  const names = named.map((node) => `${node.role} ${node.name}`);
  for (const name of new Set(names.filter((name, at) => names.indexOf(name) !== at))) faults.push(`two landmarks are called ${name}`);
  return faults;
}

/** One heading of the first level, first of all, and no level left out. */
export function headingFaults(tree) {
  const headings = tree.filter((node) => node.role === 'heading');
  const faults = [];
  if (headings.filter((node) => node.level === 1).length !== 1 || headings[0]?.level !== 1) {
    faults.push('the first heading, and only that, is of the first level');
  }
  let before = 0;
  for (const { level, name } of headings) {
    if (level > before + 1) faults.push(`“${name}” is of level ${level} below level ${before}`);
    if (!name.trim()) faults.push(`a heading of level ${level} without words`);
    before = level;
  }
  return faults;
}

/** Tables have a name, headers of columns, and a header in each row. */
export function tableFaults(tree) {
  const faults = [];
  for (const table of tree.filter((node) => node.role === 'table')) {
    const inside = tree.filter((node) => node.inside.includes(table.id));
    if (!table.name.trim()) faults.push('a table without a name');
    const columns = inside.filter((node) => node.role === 'columnheader');
    if (columns.length < 2) faults.push(`table “${table.name}” has ${columns.length} headers of columns`);
    for (const column of columns) if (!column.name.trim()) faults.push(`table “${table.name}” has a column without a name`);
    for (const row of inside.filter((node) => node.role === 'row')) {
      const cells = inside.filter((node) => node.inside.at(-1) === row.id).map((node) => node.role);
      if (cells.includes('cell') && !cells.includes('rowheader')) faults.push(`table “${table.name}” has a row without a header`);
      if (cells.length !== columns.length) faults.push(`table “${table.name}” has a row of ${cells.length} cells`);
    }
  }
  return faults;
}

/** Pictures, links, fields and groups of fields have names. */
export function nameFaults(tree) {
  const roles = ['image', 'link', 'button', 'radio', 'checkbox', 'textbox', 'combobox', 'DisclosureTriangle', 'group'];
  // What can be opened is a group that its summary names.
  const isDisclosure = (node) => tree.some((other) => other.role === 'DisclosureTriangle' && other.inside.at(-1) === node.id);
  return tree
    .filter((node) => roles.includes(node.role) && !node.name.trim() && !isDisclosure(node))
    .map((node) => `a ${node.role} without a name`);
}

/** All of the above. */
export function treeFaults(tree) {
  return [landmarkFaults, headingFaults, tableFaults, nameFaults].flatMap((check) => check(tree));
}
