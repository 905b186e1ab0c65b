using Microsoft.CodeAnalysis.Text;
using Weir.CodeGraph.Sources;

namespace Weir.CodeGraph.Symbols;

/// <summary>What the names of a file are bound to. Holds no tree; immutable.</summary>
/// <param name="References">Uses of symbols in the order of the text.</param>
/// <param name="Calls">Calls in the order of the text.</param>
/// <param name="Locals">What bodies declare, in the order of the text.</param>
internal sealed record BodyFacts(SymbolReference[] References, SymbolCall[] Calls, DeclaredSymbol[] Locals);

/// <summary>One use of a symbol.</summary>
/// <param name="Target">What is used.</param>
/// <param name="Container">The member or type that uses it; null outside types.</param>
/// <param name="Place">The syntax node.</param>
/// <param name="Span">The characters that stand for it.</param>
/// <param name="Kind">How it is used.</param>
/// <param name="IsCandidate">Whether the code has a mistake and this is what it may have meant.</param>
internal readonly record struct SymbolReference(SymbolEntry Target, SymbolEntry? Container, NodePlace Place, TextSpan Span, string Kind, bool IsCandidate);

/// <summary>One call.</summary>
/// <param name="Callee">What is called, as it is bound; overrides may run instead.</param>
/// <param name="Caller">The member that calls; null outside types.</param>
/// <param name="Place">The call's syntax node.</param>
/// <param name="Kind">How it is called.</param>
/// <param name="Arguments">Arguments written.</param>
internal readonly record struct SymbolCall(SymbolEntry Callee, SymbolEntry? Caller, NodePlace Place, string Kind, int Arguments);
