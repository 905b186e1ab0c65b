using System.Collections.Frozen;

namespace Weir.Engine.Syntax;

/// <summary>Whether an argument of a type can be given for a parameter without a cast: the engine's rules, as far as types are told by name.</summary>
internal static class TypeFit
{
    // What a type is taken for without a cast. Widening is as the engine has it: never to fewer values.
    private static readonly FrozenDictionary<string, string[]> Wider = new Dictionary<string, string[]>
    {
        ["TINYINT"] = ["SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["SMALLINT"] = ["INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["INTEGER"] = ["BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["BIGINT"] = ["HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["UTINYINT"] = ["USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["USMALLINT"] = ["UINTEGER", "UBIGINT", "UHUGEINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["UINTEGER"] = ["UBIGINT", "UHUGEINT", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["UBIGINT"] = ["UHUGEINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"],
        ["HUGEINT"] = ["FLOAT", "DOUBLE", "BIGNUM"],
        ["UHUGEINT"] = ["FLOAT", "DOUBLE", "BIGNUM"],
        ["DECIMAL"] = ["FLOAT", "DOUBLE"],
        ["FLOAT"] = ["DOUBLE"],
        ["DATE"] = ["TIMESTAMP", "TIMESTAMP WITH TIME ZONE"],
        ["TIMESTAMP"] = ["TIMESTAMP WITH TIME ZONE"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Numbers = new[]
    {
        "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
        "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether an argument fits.</summary>
    /// <param name="argument">As <see cref="CallArgument.Type"/>.</param>
    /// <param name="parameter">As a signature tells it: a type, <c>ANY</c>, or a letter for every type.</param>
    public static FunctionFit Of(string? argument, string parameter)
    {
        parameter = Plain(parameter);
        if (IsEvery(parameter) || argument == CallArgument.NullLiteral)
            return FunctionFit.Yes;
        if (argument is null or "ANY")
            return FunctionFit.Perhaps;
        if (argument == CallArgument.TextLiteral)
            return parameter is "LAMBDA" or "TABLE" or "POINTER" ? FunctionFit.No : parameter is "VARCHAR" ? FunctionFit.Yes : FunctionFit.Converted;
        if (argument == CallArgument.IntegerLiteral)
            return Numbers.Contains(parameter) ? FunctionFit.Yes : FunctionFit.No;
        return OfTypes(Plain(argument), parameter);
    }

    private static FunctionFit OfTypes(string argument, string parameter)
    {
        bool isList = argument.EndsWith(']'), takesList = parameter.EndsWith(']');
        if (isList || takesList)
            return isList && takesList ? Of(ItemOf(argument), ItemOf(parameter)) : FunctionFit.No;
        if (argument == parameter)
            return argument is "STRUCT" or "MAP" or "UNION" ? FunctionFit.Perhaps : FunctionFit.Yes;
        return Wider.GetValueOrDefault(argument)?.Contains(parameter) == true ? FunctionFit.Yes
            : argument is "ENUM" or "UUID" or "JSON" && parameter == "VARCHAR" ? FunctionFit.Yes
            : FunctionFit.No;
    }

    private static bool IsEvery(string parameter) => parameter is "ANY" or [>= 'A' and <= 'Z'];

    private static string ItemOf(string list) => list[..list.LastIndexOf('[')];

    // DECIMAL(18,3), STRUCT(a INTEGER) and MAP(K, V) by what they are, whatever is in them.
    private static string Plain(string type)
    {
        if (type.EndsWith(']'))
            return type;
        int bracket = type.IndexOf('(', StringComparison.Ordinal);
        return (bracket < 0 ? type : type[..bracket]) switch
        {
            "TIMESTAMPTZ" => "TIMESTAMP WITH TIME ZONE",
            string plain => plain,
        };
    }
}
