// SPDX-License-Identifier: Apache-2.0
import HTML

extension PackagePage {
    /// The page as one self-contained HTML document.
    package var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(title)</title>
        <style>\(PageStyle.sheet)</style>
        </head>
        <body>
        \(isDemo ? PackagePage.demoBanner : nil)
        <header>
        <p class="kind">Evidence package</p>
        <h1>\(title)</h1>
        <p class="question">\(question)</p>
        <p>\(outcome.badge)</p>
        </header>
        <main>
        \(factList)
        \(story.isEmpty ? nil : storyBlock)
        \(itemTable)
        \(sections.map(\.html))
        \(closing)
        </main>
        <footer>This page is a rendering. What counts are the files beside it, which the log's \
        checkpoint covers; they win wherever the two disagree.</footer>
        </body>
        </html>

        """
    }

    private static let demoBanner: HTML =
        "<p class=\"demo\">Demonstration data: nothing in this package is real.</p>"

    private var factList: HTML {
        """
        <section aria-labelledby="facts"><h2 id="facts">What this is</h2>
        <dl>\(facts.map { fact in
            let value: HTML = fact.isCode ? "<code>\(fact.value)</code>" : "\(fact.value)"
            return "<div><dt>\(fact.label)</dt><dd>\(value)</dd></div>" as HTML
        })</dl></section>
        """
    }

    private var storyBlock: HTML {
        """
        <section aria-labelledby="story"><h2 id="story">In short</h2>
        \(story.map { "<p>\($0)</p>" as HTML })</section>
        """
    }

    private var itemTable: HTML {
        """
        <section aria-labelledby="items"><h2 id="items">What the contract asks for: \
        \(outcome.count)</h2>
        <div class="wide" tabindex="0" role="region" aria-labelledby="items"><table>
        <thead><tr><th scope="col">Item</th><th scope="col">Requirement</th>\
        <th scope="col">State</th><th scope="col">Found</th></tr></thead>
        <tbody>\(items.map(\.row))</tbody></table></div></section>
        """
    }

    private var closing: HTML {
        """
        <section aria-labelledby="check"><h2 id="check">Check it yourself</h2>
        <p>Trust nobody who hands you this package, this page included. On any computer, with the \
        log's public key that the plant gave you by another way:</p>
        <pre><code>\(verifyCommand)</code></pre>
        <p>Without that program: <code>verify/README.txt</code> explains the small Python program \
        <code>verify/verify.py</code> beside it.</p>
        <h3>What a verified package does not say</h3>
        <ul>\(notCovered.map { "<li>\($0)</li>" as HTML })</ul></section>
        """
    }
}

extension PackagePage.Outcome {
    fileprivate var badge: HTML {
        switch self {
        case .complete:
            "<strong class=\"badge good\"><span aria-hidden=\"true\">●</span> \(word)</strong>"
        case .completeWithWaivers:
            "<strong class=\"badge watch\"><span aria-hidden=\"true\">▲</span> \(word)</strong>"
        case .incomplete:
            "<strong class=\"badge bad\"><span aria-hidden=\"true\">■</span> \(word)</strong>"
        }
    }

    private var word: String {
        switch self {
        case .complete: "Complete: \(count)"
        case .completeWithWaivers(_, let waived): "Complete with \(waived) waived: \(count)"
        case .incomplete: "Incomplete: \(count)"
        }
    }

    /// "14 of 18", never a bare percentage.
    fileprivate var count: String {
        switch self {
        case .complete(let all): "\(all) of \(all) required items"
        case .completeWithWaivers(let all, let waived): "\(all - waived) of \(all) required items"
        case .incomplete(let found, let all): "\(found) of \(all) required items"
        }
    }
}

extension PackagePage.Item {
    fileprivate var row: HTML {
        """
        <tr><td>\(title)</td><td><code>\(requirement)</code></td>\
        <td><span class="badge \(tone)"><span aria-hidden="true">\(sign)</span> \(word)</span></td>\
        <td>\(finding)</td></tr>

        """
    }

    private var tone: HTML {
        switch state {
        case .present: "good"
        case .missing: isRequired ? "bad" : "neutral"
        case .waived: "watch"
        case .notApplicable, .nothingToReport: "neutral"
        }
    }

    private var sign: HTML {
        switch state {
        case .present: "●"
        case .missing: isRequired ? "■" : "○"
        case .waived: "▲"
        case .notApplicable, .nothingToReport: "○"
        }
    }

    private var word: String {
        switch state {
        case .present: "Present"
        case .missing: isRequired ? "Missing" : "Not there (optional)"
        case .waived: "Waived"
        case .notApplicable: "Not applicable"
        case .nothingToReport: "Nothing to report"
        }
    }
}

extension PackagePage.Section {
    fileprivate var html: HTML {
        guard !rows.isEmpty else {
            return "<section><h2>\(heading)</h2><p>\(nothing)</p></section>\n"
        }
        return """
            <section><h2>\(heading)</h2><p>\(introduction)</p>
            <div class="wide" tabindex="0" role="region" aria-label="\(heading)"><table>
            <thead><tr>\(columns.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
            <tbody>\(rows.map { row in
                "<tr>\(row.map { "<td>\($0.html)</td>" as HTML })</tr>\n" as HTML
            })</tbody></table></div></section>

            """
    }
}

extension PackagePage.Cell {
    fileprivate var html: HTML {
        switch self {
        case .text(let text): "\(text)"
        case .lines(let lines): "\(lines.map { "<div>\($0)</div>" as HTML })"
        case .id(let text): "<span class=\"id\">\(text)</span>"
        case .code(let text): "<code>\(text)</code>"
        case .file(let path, let label): "<a href=\"\(path)\">\(label)</a>"
        case .state(let word, let tone, let more):
            """
            <span class="badge \(tone.name)"><span aria-hidden="true">\(tone.sign)</span> \
            \(word)</span> \(more)
            """
        }
    }
}

extension PackagePage.Tone {
    fileprivate var name: HTML {
        switch self {
        case .good: "good"
        case .watch: "watch"
        case .bad: "bad"
        case .neutral: "neutral"
        }
    }

    fileprivate var sign: HTML {
        switch self {
        case .good: "●"
        case .watch: "▲"
        case .bad: "■"
        case .neutral: "○"
        }
    }
}
