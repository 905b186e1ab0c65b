using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Projects;

/// <summary>Files that are compiled together, with what they are compiled against. Compiled when it is first asked for. Safe for many threads.</summary>
/// <param name="path">The project file below the root; empty for files without one.</param>
/// <param name="settings">What the project file says.</param>
internal sealed class CodeProject(string path, ProjectSettings settings)
{
    // Nullability is never asked for, and its analysis would double the time of binding.
    private static readonly KeyValuePair<string, string>[] Features = [new("run-nullable-analysis", "never")];

    private readonly Lock _compiling = new();
    private CSharpCompilation? _compilation;

    public string Path => path;

    public ProjectSettings Settings => settings;

    /// <summary>Name that tells the project's symbols from those of others; the assembly's, unless two projects share it.</summary>
    public string Key { get; set; } = settings.AssemblyName;

    public CSharpParseOptions ParseOptions { get; } = new CSharpParseOptions(settings.Language, DocumentationMode.Parse, SourceCodeKind.Regular, settings.Defines)
        .WithFeatures(Features);

    /// <summary>The files in the order of their paths.</summary>
    public IReadOnlyList<SourceDocument> Documents { get; set; } = [];

    /// <summary>Projects whose types this one sees.</summary>
    public IReadOnlyList<CodeProject> References { get; set; } = [];

    /// <summary>The project bound as far as it can be; what is missing shows as diagnostics of its files.</summary>
    /// <param name="documents">Remembers which tree is which file.</param>
    /// <param name="cancellationToken">Ends it between files; the next call begins again.</param>
    public CSharpCompilation Compile(DocumentTrees documents, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _compilation) is { } known)
            return known;
        lock (_compiling)
            return _compilation ??= Make(documents, cancellationToken);
    }

    private CSharpCompilation Make(DocumentTrees documents, CancellationToken cancellationToken)
    {
        SyntaxTree[] trees = new SyntaxTree[Documents.Count];
        ParallelOptions parallel = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, trees.Length, parallel, i =>
        {
            SourceDocument document = Documents[i];
            trees[i] = document.Project == this ? document.Tree(cancellationToken) : document.Parse(this, cancellationToken);
            documents.Add(trees[i], document);
        });
        SyntaxTree written = CSharpSyntaxTree.ParseText(settings.GeneratedSource, ParseOptions, cancellationToken: cancellationToken);
        bool hasEntry = settings.IsProgram || (path.Length == 0 && trees.Any(HasStatements));
        CSharpCompilationOptions options = new(
            hasEntry ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
            nullableContextOptions: settings.IsNullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default, metadataImportOptions: MetadataImportOptions.Public);
        return CSharpCompilation.Create(
            settings.AssemblyName, [.. trees, written],
            [
                .. settings.Libraries.Select(MetadataReference (library) => documents.Library(library)),
                .. References.Select(reference => reference.Compile(documents, cancellationToken).ToMetadataReference()),
            ],
            options);
    }

    private static bool HasStatements(SyntaxTree tree) =>
        tree.GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement));
}
