using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Projects;

/// <summary>Which file a tree was parsed from, and assemblies that several projects share. Safe for many threads.</summary>
internal sealed class DocumentTrees
{
    private readonly ConcurrentDictionary<SyntaxTree, SourceDocument> _documents = new();
    private readonly ConcurrentDictionary<string, PortableExecutableReference> _libraries = new(StringComparer.Ordinal);

    public void Add(SyntaxTree tree, SourceDocument document) => _documents[tree] = document;

    /// <summary>The file; null for what the build would have written.</summary>
    public SourceDocument? Of(SyntaxTree tree) => _documents.GetValueOrDefault(tree);

    public PortableExecutableReference Library(string path) => _libraries.GetOrAdd(path, static path => MetadataReference.CreateFromFile(path));
}
