using System.Buffers.Binary;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weir.CodeGraph.Projects;
using Weir.CodeGraph.Sources;
using Weir.CodeGraph.Symbols;
using Weir.Hashing;

namespace Weir.CodeGraph;

/// <summary>
/// A code base as it was when it was opened. Files are in memory; trees, compilations and what was found out about
/// bodies are made when a relation first needs them and shared by all. Safe for many threads.
/// </summary>
internal sealed class CodeBase
{
    private readonly DocumentTrees _trees = new();

    public CodeBase(CodeBaseOptions options, IReadOnlyList<CodeProject> projects, IReadOnlyList<SourceDocument> documents, IReadOnlyList<ProjectFinding> findings)
    {
        (Options, Projects, Findings) = (options, projects, findings);
        Documents = [.. documents.Where(document => document.IsEmitted)];
        Namespaces = new NamespacePlaces(Documents);
        Symbols = new SymbolTable(_trees, Namespaces);
        SnapshotId = Snapshot(documents);
    }

    public CodeBaseOptions Options { get; }

    public IReadOnlyList<CodeProject> Projects { get; }

    /// <summary>The files whose rows are wanted, in the order of their paths.</summary>
    public IReadOnlyList<SourceDocument> Documents { get; }

    public IReadOnlyList<ProjectFinding> Findings { get; }

    public NamespacePlaces Namespaces { get; }

    public SymbolTable Symbols { get; }

    /// <summary>Names, sizes and times of the files when they were read.</summary>
    public string Stamps { get; set; } = "";

    /// <summary>Names the content of all files and settings: equal on every machine.</summary>
    public string SnapshotId { get; }

    /// <summary>Answers about the meaning of a file. Binds what is asked for; a new one forgets what was bound.</summary>
    public SemanticModel Model(SourceDocument document, CancellationToken cancellationToken)
    {
        CSharpCompilation compilation = document.Project.Compile(_trees, cancellationToken);
        return compilation.GetSemanticModel(document.Tree(cancellationToken));
    }

    /// <summary>What the bodies of a file's members use, found out once.</summary>
    public BodyFacts Bodies(SourceDocument document, CancellationToken cancellationToken) =>
        document.Bodies.Get(() => BodyReading.Of(this, document, cancellationToken));

    /// <summary>What a file declares outside bodies, found out once.</summary>
    public DeclaredSymbol[] Declared(SourceDocument document, CancellationToken cancellationToken) =>
        document.Declared.Get(() => [.. new SymbolDeclarations(this, document, Model(document, cancellationToken), cancellationToken).Read()]);

    /// <summary>What the types and members of a file build on, found out once.</summary>
    public SymbolLink[] Links(SourceDocument document, CancellationToken cancellationToken) =>
        document.Links.Get(() => [.. new LinkReading(this, document, cancellationToken).Read()]);

    /// <summary>The control flow of a file's members, found out once.</summary>
    public FlowRow[] Flow(SourceDocument document, CancellationToken cancellationToken) =>
        document.Flow.Get(() => [.. new FlowReading(this, document, cancellationToken).Read()]);

    private string Snapshot(IReadOnlyList<SourceDocument> documents)
    {
        StringBuilder text = new();
        foreach (CodeProject project in Projects)
            text.Append(project.Path).Append('\n').Append(project.Settings.Language).Append('\n').AppendJoin(';', project.Settings.Defines)
                .Append('\n').Append(project.Settings.GeneratedSource).Append('\n').AppendJoin(';', project.Settings.Libraries.Select(Path.GetFileName)).Append('\n');
        foreach (SourceDocument document in documents)
            text.Append(document.Path).Append('\n').Append(document.ContentHash).Append('\n');
        Span<byte> digest = stackalloc byte[16];
        Blake2b.Hash(Encoding.UTF8.GetBytes(text.ToString()), digest);
        return $"code-{BinaryPrimitives.ReadUInt128BigEndian(digest):x32}";
    }
}
