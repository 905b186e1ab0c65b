using System.Globalization;
using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Relations;

/// <summary>One thing that is wrong with a file or project.</summary>
internal sealed record DiagnosticRow(string Path, string Kind, string Code, string Severity, string Message, long? Start, long? End, long? Line);

/// <summary><c>cs_diagnostics</c>: what does not parse, bind or resolve. Never a failure of the query.</summary>
internal static class DiagnosticsRelation
{
    private const string Syntax = "syntax", Semantic = "semantic", Project = "project";

    /// <param name="isSyntaxOnly">Whether bodies are left unbound.</param>
    public static CodeRelation<DiagnosticRow> Of(bool isSyntaxOnly) => new(Columns, row => row.Kind, scan => Rows(scan, isSyntaxOnly)) { OfCodeBase = Findings };

    private static IReadOnlyList<RelationColumn<DiagnosticRow>> Columns { get; } =
    [
        RelationColumn<DiagnosticRow>.Text("path", row => row.Path),
        RelationColumn<DiagnosticRow>.Text("kind", row => row.Kind),
        RelationColumn<DiagnosticRow>.Text("code", row => row.Code),
        RelationColumn<DiagnosticRow>.Text("severity", row => row.Severity),
        RelationColumn<DiagnosticRow>.Text("message", row => row.Message),
        RelationColumn<DiagnosticRow>.Number("bstart", row => row.Start, isNullable: true),
        RelationColumn<DiagnosticRow>.Number("bend", row => row.End, isNullable: true),
        RelationColumn<DiagnosticRow>.Number("line", row => row.Line, isNullable: true),
    ];

    private static IEnumerable<(string, DiagnosticRow)> Findings(CodeBase codeBase) => codeBase.Findings.Select(finding =>
        (finding.Path, new DiagnosticRow(finding.Path, Project, finding.Code, finding.Severity, finding.Message, null, null, null)));

    private static IEnumerable<DiagnosticRow> Rows(RelationScan scan, bool isSyntaxOnly)
    {
        if (scan.Kinds.Allows(Syntax))
            foreach (DiagnosticRow row in Ordered(scan.Document, scan.Document.Tree(scan.CancellationToken).GetDiagnostics(scan.CancellationToken), Syntax))
                yield return row;
        if (isSyntaxOnly || !scan.Kinds.Allows(Semantic))
            yield break;
        SemanticModel model = scan.CodeBase.Model(scan.Document, scan.CancellationToken);
        IEnumerable<Diagnostic> found = model.GetDeclarationDiagnostics(cancellationToken: scan.CancellationToken)
            .Concat(model.GetMethodBodyDiagnostics(cancellationToken: scan.CancellationToken));
        foreach (DiagnosticRow row in Ordered(scan.Document, found.Where(item => item.Severity >= DiagnosticSeverity.Warning), Semantic))
            yield return row;
    }

    private static IEnumerable<DiagnosticRow> Ordered(SourceDocument document, IEnumerable<Diagnostic> found, string kind) => found
        .Select(item => new DiagnosticRow(
            document.Path, kind, item.Id, item.Severity == DiagnosticSeverity.Error ? "error" : "warning", item.GetMessage(CultureInfo.InvariantCulture),
            document.Start(item.Location.SourceSpan), document.End(item.Location.SourceSpan), document.Line(item.Location.SourceSpan.Start)))
        .Distinct().OrderBy(row => row.Start).ThenBy(row => row.Code, StringComparer.Ordinal).ThenBy(row => row.Message, StringComparer.Ordinal);
}
