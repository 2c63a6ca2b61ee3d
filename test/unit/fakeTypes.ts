import { posix } from 'node:path';

/** Types of the editor, as far as what is tested uses them. */
export class EventEmitter {
  readonly event = () => ({ dispose() {} });
  fire() {}
  dispose() {}
}

export class Uri {
  readonly scheme = 'file';
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  static file(path: string) {
    return new Uri(path);
  }
  static from({ path }: { readonly path: string }) {
    return new Uri(path);
  }
  static joinPath({ path }: Uri, ...parts: readonly string[]) {
    return new Uri(posix.join(path, ...parts));
  }
  get fsPath() {
    return this.path;
  }
  toString() {
    return `file://${this.path}`;
  }
}

export const FileType = { File: 1, Directory: 2, SymbolicLink: 64 };

export class MarkdownString {
  value = '';
  appendText(text: string) {
    this.value += text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&');
  }
  appendMarkdown(text: string) {
    this.value += text;
  }
}

/** Edits of a text; a place may be an offset. */
export const editTypes = {
  Range: class {
    readonly start: unknown;
    readonly end: unknown;
    constructor(start: unknown, end: unknown) {
      this.start = start;
      this.end = end;
    }
    intersection({ start, end }: { readonly start: unknown; readonly end: unknown }) {
      const meets = Number(start) <= Number(this.end) && Number(this.start) <= Number(end);
      return meets ? this : undefined;
    }
  },
  TextEdit: {
    replace: (range: unknown, newText: string) => ({ range, newText }),
  },
};

/** What the editor is given for requests. */
export const requestTypes = {
  Diagnostic: class {
    readonly range: unknown;
    readonly message: string;
    constructor(range: unknown, text: string) {
      this.range = range;
      this.message = text;
    }
  },
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2 },
  CompletionItem: class {
    readonly label: string;
    constructor(label: string) {
      this.label = label;
    }
  },
  CompletionItemKind: {},
  CodeLens: class {
    readonly command: unknown;
    constructor(_range: unknown, command: unknown) {
      this.command = command;
    }
  },
};
