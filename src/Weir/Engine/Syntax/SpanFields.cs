using System.Text.Json.Nodes;
using Weir.Arrow;

namespace Weir.Engine.Syntax;

/// <summary>
/// Calls of span functions on columns, so that the engine reads the fields that they need and no others: an argument of a function is
/// read as a whole, and a span has more fields than a length needs. A length is a difference then, which the engine computes itself.
/// Whatever is unusual about a call or a column leaves the call as it is.
/// </summary>
/// <param name="types">Tells the types of columns.</param>
internal sealed class SpanFields(ArgumentTypes types)
{
    private const string Plugin = "weir_code_functions";
    private const string Length = "span_len";
    private const string Start = "bstart", End = "bend", IsExclusive = "end_exclusive";

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase) { Length, "span_overlaps", "span_contains" };

    /// <summary>Whether a call may be changed once the types of its columns are known.</summary>
    public static bool Concern(PluginCall call) => call.Entry.Plugin == Plugin && Functions.Contains(call.Entry.Function.Name)
        && SyntaxNode.Member(call.Node, "class") == "FUNCTION" && call.Arguments.Any(argument => IsColumn(call, (JsonObject)argument!));

    /// <summary>Changes a call in place, or leaves it as it is.</summary>
    public void Narrow(PluginCall call)
    {
        JsonObject[] arguments = [.. call.Arguments.Cast<JsonObject>()];
        IReadOnlyList<ArrowType?> known = types.ArrowTypesOf(arguments);
        if (Is(call.Entry.Function.Name, Length) && known[0] is StructType only && IsSpan(only) && FitsLong(TypeOf(only, Start)) && FitsLong(TypeOf(only, End)))
        {
            SyntaxNode.Replace(call.Node, SyntaxNode.Named(Difference(arguments[0], only), SyntaxNode.Member(call.Node, "alias")));
            return;
        }
        for (int i = 0; i < arguments.Length; i++)
            if (known[i] is StructType span && IsWide(span) && IsColumn(call, arguments[i]))
                SyntaxNode.Replace(arguments[i], Narrowed(arguments[i], span));
    }

    // A name of the select list or of a lambda may hide a column, and behind a UNION it is unclear whose column it is.
    private static bool IsColumn(PluginCall call, JsonObject argument)
    {
        if (SyntaxNode.Member(argument, "class") != "COLUMN_REF" || SyntaxNode.List(argument, "column_names") is not [JsonNode first, ..])
            return false;
        string name = first.GetValue<string>();
        for (JsonNode? node = call.Node.Parent; node is not null; node = node.Parent)
        {
            if (node is not JsonObject around)
                continue;
            string type = SyntaxNode.Member(around, "type");
            if (type == "SELECT_NODE")
                return !SyntaxNode.List(around, "select_list").OfType<JsonObject>().Any(item => Is(SyntaxNode.Member(item, "alias"), name));
            if (type.EndsWith("_NODE", StringComparison.Ordinal) || (SyntaxNode.Member(around, "class") == "LAMBDA" && Names(around["lhs"]).Any(own => Is(own, name))))
                return false;
        }
        return false;
    }

    private static IEnumerable<string> Names(JsonNode? parameters) =>
        SyntaxNode.Descends(parameters).SelectMany(found => SyntaxNode.List(found, "column_names")).Select(name => name!.GetValue<string>());

    // What is wrong with other structs, the function says best when it sees them whole.
    private static bool IsWide(StructType span) =>
        span.Fields.Any(field => !Is(field.Name, Start) && !Is(field.Name, End) && !Is(field.Name, IsExclusive)) && IsSpan(span);

    private static bool IsSpan(StructType span) => IsBound(TypeOf(span, Start)) && IsBound(TypeOf(span, End)) && TypeOf(span, IsExclusive) is null or { Id: ArrowTypeId.Boolean };

    private static bool IsBound(ArrowType? type) => type?.Id is ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64
        or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64;

    private static bool FitsLong(ArrowType? type) => type?.Id != ArrowTypeId.UInt64;

    private static ArrowType? TypeOf(StructType span, string field) => span.Fields.FirstOrDefault(found => Is(found.Name, field))?.Type;

    private static JsonObject Narrowed(JsonObject column, StructType span) => SyntaxNode.Call("struct_pack", ((string[])[Start, End, IsExclusive])
        .Where(field => TypeOf(span, field) is not null)
        .Select(field => SyntaxNode.Named(Field(column, field), field)));

    // An end that belongs to its span is one further on, as long as there is a further one.
    private static JsonObject Difference(JsonObject column, StructType span)
    {
        JsonObject end = Bound(column, span, End);
        if (TypeOf(span, IsExclusive) is not null)
        {
            end = SyntaxNode.Case(
                [
                    (SyntaxNode.Compare("COMPARE_DISTINCT_FROM", Field(column, IsExclusive), SyntaxNode.Boolean(false)), SyntaxNode.Copy(end)),
                    (SyntaxNode.Compare("COMPARE_EQUAL", SyntaxNode.Copy(end), SyntaxNode.Long(long.MaxValue)), SyntaxNode.Copy(end)),
                ],
                SyntaxNode.Operator("+", end, SyntaxNode.Long(1)));
        }
        return SyntaxNode.Operator("-", end, Bound(column, span, Start));
    }

    private static JsonObject Bound(JsonObject column, StructType span, string field) =>
        TypeOf(span, field)!.Id == ArrowTypeId.Int64 ? Field(column, field) : SyntaxNode.Cast(Field(column, field), "BIGINT");

    private static JsonObject Field(JsonObject column, string field) => SyntaxNode.Call("struct_extract", SyntaxNode.Copy(column), SyntaxNode.Text(field));

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
