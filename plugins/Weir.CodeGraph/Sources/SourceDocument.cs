using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Projects;
using Weir.CodeGraph.Symbols;
using Weir.Hashing;

namespace Weir.CodeGraph.Sources;

/// <summary>One file of a code base as it was when the code base was opened; parsed when it is first asked for. Safe for many threads.</summary>
internal sealed class SourceDocument
{
    private readonly Lock _parsing = new();
    private SyntaxTree? _tree;

    /// <param name="path">Path below the root, with slashes.</param>
    /// <param name="fullPath">Where the file is.</param>
    /// <param name="bytes">All of the file.</param>
    /// <param name="isEmitted">Whether the file's rows are wanted; others only help to bind them.</param>
    public SourceDocument(string path, string fullPath, ReadOnlySpan<byte> bytes, bool isEmitted)
    {
        (Path, FullPath, IsEmitted) = (path, fullPath, isEmitted);
        PathUtf8 = Encoding.UTF8.GetBytes(path);
        SizeBytes = bytes.Length;
        Decoded = DecodedText.Of(bytes);
        Text = SourceText.From(Decoded.Text, Encoding.UTF8);
        Id = NodeId.Of(path);
        Span<byte> digest = stackalloc byte[16];
        Blake2b.Hash(bytes, digest);
        ContentHash = Convert.ToHexStringLower(digest);
    }

    public string Path { get; }

    public string FullPath { get; }

    public byte[] PathUtf8 { get; }

    public bool IsEmitted { get; }

    public long SizeBytes { get; }

    public DecodedText Decoded { get; }

    public SourceText Text { get; }

    public NodeId Id { get; }

    /// <summary>A 16-byte BLAKE2b digest of the file's bytes, as hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>What binding its bodies found out.</summary>
    public Once<BodyFacts> Bodies { get; } = new();

    /// <summary>What it declares outside bodies.</summary>
    public Once<DeclaredSymbol[]> Declared { get; } = new();

    /// <summary>What its types and members build on.</summary>
    public Once<SymbolLink[]> Links { get; } = new();

    /// <summary>The control flow of its members.</summary>
    public Once<FlowRow[]> Flow { get; } = new();

    /// <summary>The project that the file is bound in; set once, before anything is parsed.</summary>
    public CodeProject Project { get; set; } = null!;

    public SyntaxTree Tree(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _tree) is { } known)
            return known;
        lock (_parsing)
            return _tree ??= Parse(Project, cancellationToken);
    }

    /// <summary>The file as a project parses it that has its own settings.</summary>
    public SyntaxTree Parse(CodeProject project, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(Text, project.ParseOptions, FullPath, cancellationToken);

    public long Start(TextSpan span) => Decoded.Offsets[span.Start];

    public long End(TextSpan span) => Decoded.Offsets[span.End];

    /// <summary>The line of a position, from 1.</summary>
    public int Line(int position) => Text.Lines.GetLinePosition(position).Line + 1;

    /// <summary>The id of a node of this file's tree.</summary>
    public NodeId IdOf(SyntaxNode node) =>
        NodeId.OfSpan(PathUtf8, Start(node.Span), End(node.Span), KindNames.Of(node.RawKind).Utf8, NodeOrdinal.Of(node));
}
