using System.Text.Json.Serialization;

namespace Weir.Catalog;

/// <summary>Lists of texts in options of declarations.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class DdlJson : JsonSerializerContext;
