using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>What is wrong with one declaration, gathered while it is parsed.</summary>
/// <param name="declaration">Where the declaration's name stands.</param>
internal sealed class FindingList(Location? declaration)
{
    private readonly List<Finding> _findings = [];

    public bool IsEmpty => _findings.Count == 0;

    /// <summary>Points at a symbol's name.</summary>
    public void Add(string id, ISymbol at, params string[] words) => Add(id, at.Locations.FirstOrDefault(), words);

    /// <summary>Points at the declaration's name.</summary>
    public void AddHere(string id, params string[] words) => Add(id, declaration, words);

    /// <summary>Points at a place.</summary>
    public void Add(string id, Location? at, params string[] words) =>
        _findings.Add(new Finding(id, Place.Of(at), new EquatableArray<string>(words)));

    public Parsed<T> Close<T>(T? model) where T : class =>
        new(IsEmpty ? model : null, Place.Of(declaration), new EquatableArray<Finding>([.. _findings]));
}
