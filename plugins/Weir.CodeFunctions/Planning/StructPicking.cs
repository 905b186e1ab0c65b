using System.Text.Json.Nodes;

namespace Weir.CodeFunctions.Planning;

/// <summary>struct_pick as a struct that is put together from the fields that were named.</summary>
internal static class StructPicking
{
    private const int FieldsMax = 6;
    private const string Item = "weir_struct";

    /// <summary>What stands for a call.</summary>
    /// <exception cref="ArgumentException">A field's name is no literal, blank or given twice.</exception>
    public static JsonNode Of(JsonObject call)
    {
        JsonArray arguments = SyntaxCall.Arguments(call);
        if (arguments.Count is < 2 or > FieldsMax + 1)
            throw Wrong($"1 to {FieldsMax} fields are named, and {arguments.Count - 1} are given");
        List<string> names = [];
        for (int i = 1; i < arguments.Count; i++)
        {
            string name = SyntaxCall.Literal(SyntaxCall.Argument(call, i))?.Trim() ?? throw Wrong($"the name of field {i} must be a literal");
            if (name.Length == 0)
                throw Wrong($"the name of field {i} is blank");
            if (names.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw Wrong($"the field '{name}' is named twice");
            names.Add(name);
        }
        JsonObject value = SyntaxCall.Argument(call, 0);
        if (IsPath(value))
            return Picked(value, names);
        // What must be computed is computed once: as the item of a list that a lambda looks at.
        JsonObject list = SyntaxCall.Make("list_value", value.DeepClone());
        JsonObject picked = SyntaxCall.Make("list_transform", list, SyntaxCall.Lambda(Item, Picked(SyntaxCall.Column(Item), names)));
        return SyntaxCall.Make("list_extract", picked, IntegerOne());
    }

    private static JsonObject Picked(JsonObject value, List<string> names) => SyntaxCall.NullWhere(
        SyntaxCall.NullTest(value.DeepClone(), isNull: true),
        SyntaxCall.Make("struct_pack",
        [
            .. names.Select(name => SyntaxCall.Named(
                SyntaxCall.Make("struct_extract", value.DeepClone(), SyntaxCall.TextLiteral(name)), name)),
        ]));

    // A column, or a field of one.
    private static bool IsPath(JsonObject value) => SyntaxCall.Text(value, "class") == "COLUMN_REF";

    private static JsonObject IntegerOne()
    {
        JsonObject one = SyntaxCall.TextLiteral("");
        one["value"] = new JsonObject { ["type"] = new JsonObject { ["id"] = "INTEGER", ["type_info"] = null }, ["is_null"] = false, ["value"] = 1 };
        return one;
    }

    private static ArgumentException Wrong(string what) => new($"{what}, in a call of struct_pick(value, field...)");
}
