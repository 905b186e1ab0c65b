using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Weir.CodeGraph.Projects;

namespace Weir.CodeGraph.Relations;

/// <summary><c>cs_files</c>: the files; parses one only when a column asks for its syntax.</summary>
internal static class FilesRelation
{
    public static CodeRelation<RelationScan> Value { get; } = new(
    [
        RelationColumn<RelationScan>.Id("node_id", scan => scan.Document.Id),
        RelationColumn<RelationScan>.Bytes("path", scan => scan.Document.PathUtf8),
        RelationColumn<RelationScan>.Text("kind", _ => "file"),
        RelationColumn<RelationScan>.Text("folder", scan => Folder(scan.Document.Path)),
        RelationColumn<RelationScan>.Text("name", scan => scan.Document.Path[(scan.Document.Path.LastIndexOf('/') + 1)..]),
        RelationColumn<RelationScan>.Text("project", scan => Path(scan.Document.Project), isNullable: true),
        RelationColumn<RelationScan>.Text("assembly", scan => scan.Document.Project.Settings.AssemblyName),
        RelationColumn<RelationScan>.Text("language_version", scan => scan.Document.Project.ParseOptions.LanguageVersion.ToDisplayString()),
        RelationColumn<RelationScan>.Number("size_bytes", scan => scan.Document.SizeBytes),
        RelationColumn<RelationScan>.Number("lines", scan => scan.Document.Text.Lines.Count),
        RelationColumn<RelationScan>.Text("encoding", scan => scan.Document.Decoded.Encoding),
        RelationColumn<RelationScan>.Text("content_hash", scan => scan.Document.ContentHash),
        RelationColumn<RelationScan>.Number("types", scan => Types(scan)),
        RelationColumn<RelationScan>.Truth("has_errors", scan => scan.Document.Tree(scan.CancellationToken).GetDiagnostics(scan.CancellationToken).Any(found => found.Severity == DiagnosticSeverity.Error)),
    ],
    _ => "file", scan => [scan]);

    private static string? Path(CodeProject project) => project.Path.Length == 0 ? null : project.Path;

    private static string Folder(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    private static long Types(RelationScan scan) => scan.Document.Tree(scan.CancellationToken).GetRoot(scan.CancellationToken)
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .Count(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);
}
