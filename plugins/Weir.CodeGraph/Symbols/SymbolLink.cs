using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>A type or member that builds on another one.</summary>
/// <param name="From">Who builds on it.</param>
/// <param name="To">What is built on.</param>
/// <param name="Document">The file of <paramref name="From"/>'s first declaration.</param>
/// <param name="Span">Where it says so, else where its name stands.</param>
/// <param name="Kind"><c>base_class</c>, <c>interface</c>, <c>base_interface</c>, <c>overrides</c> or <c>implements</c>.</param>
/// <param name="IsDirect">False for interfaces that come with a base type or interface.</param>
internal sealed record SymbolLink(SymbolEntry From, SymbolEntry To, SourceDocument Document, TextSpan Span, string Kind, bool IsDirect);
