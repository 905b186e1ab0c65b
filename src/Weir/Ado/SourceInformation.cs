using System.Data.Common;

namespace Weir.Ado;

/// <summary>The one row of <c>DataSourceInformation</c>: how texts for this provider are made.</summary>
internal static class SourceInformation
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "CompositeIdentifierSeparatorPattern", "DataSourceProductName", "DataSourceProductVersion", "DataSourceProductVersionNormalized", "GroupByBehavior:int",
        "IdentifierPattern", "IdentifierCase:int", "OrderByColumnsInSelect:bool", "ParameterMarkerFormat", "ParameterMarkerPattern", "ParameterNameMaxLength:int",
        "ParameterNamePattern", "QuotedIdentifierPattern", "QuotedIdentifierCase:int", "StatementSeparatorPattern", "StringLiteralPattern", "SupportedJoinOperators:int",
    ];

    public static object?[] Row(Session session)
    {
        string version = session.Host.Engine.Version;
        SupportedJoinOperators joins = SupportedJoinOperators.Inner | SupportedJoinOperators.LeftOuter | SupportedJoinOperators.RightOuter | SupportedJoinOperators.FullOuter;
        return
        [
            @"\.", "Weir", version, version.TrimStart('v'), (int)GroupByBehavior.Unrelated, "^[A-Za-z_][A-Za-z0-9_$]*$", (int)IdentifierCase.Insensitive, false,
            "{0}", @"[$@][A-Za-z0-9_]+|\?", 128, "^[A-Za-z0-9_]+$", "\"(([^\"]|\"\")*)\"", (int)IdentifierCase.Insensitive, ";", "'(([^']|'')*)'", (int)joins,
        ];
    }
}
