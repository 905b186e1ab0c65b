using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Policies;

/// <summary>A SET or RESET of one of the limits that a session may lower for itself.</summary>
/// <param name="Name">The setting, in lower case.</param>
/// <param name="Value">The value; null for RESET and DEFAULT.</param>
internal sealed record SettingForm(string Name, long? Value)
{
    private const string Timeout = "statement_timeout";
    private const string Rows = "row_limit";

    /// <summary>Reads a statement.</summary>
    /// <exception cref="WeirException">WEIR5024: it is no such setting.</exception>
    public static SettingForm Read(LexedText text, ClassifiedStatement statement)
    {
        int at = statement.First + 1;
        if (text.IsAny(at, "SESSION", "LOCAL"))
            at++;
        if (text.IsAny(at, "GLOBAL", "VARIABLE", "PERSISTENT") || !text.IsName(at))
            throw SqlPolicyErrors.Setting(text.Written(at).ToString(), "it is not of this session alone");
        string name = text.Name(at).ToLowerInvariant();
        if (name is not (Timeout or Rows))
            throw SqlPolicyErrors.Setting(name, "it is not a setting of the session; those of the engine are the runtime's and are locked");
        if (statement.Kind == SqlStatementKind.Reset)
            return new SettingForm(name, null);
        at++;
        bool isSign = text.Is(at, '=') || text.Is(at, "TO");
        at += isSign ? 1 : 0;
        bool isNumber = isSign && at == statement.End - 1
            && long.TryParse(text.Text(at) ?? text.Written(at).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (isSign && text.Is(at, "DEFAULT"))
            return new SettingForm(name, null);
        return isNumber
            ? new SettingForm(name, long.Parse(text.Text(at) ?? text.Written(at).ToString(), CultureInfo.InvariantCulture))
            : throw SqlPolicyErrors.Setting(name, "its value is not a whole number");
    }

    /// <summary>The limits with this setting.</summary>
    /// <param name="now">The limits of the session.</param>
    /// <param name="policy">Those of the policy, which nothing raises.</param>
    /// <exception cref="WeirException">WEIR5024: it would raise a limit.</exception>
    public SqlLimits Of(SqlLimits now, SqlLimits policy)
    {
        long? most = Name == Timeout ? policy.TimeMaxMs : policy.RowsMax;
        if (Value is { } value && (value > (most ?? long.MaxValue) || (Name == Timeout && value < 1)))
            throw SqlPolicyErrors.Setting(Name, $"{value} is not between {(Name == Timeout ? 1 : 0)} and {most?.ToString(CultureInfo.InvariantCulture) ?? "the largest number"}");
        return Name == Timeout ? now with { TimeMaxMs = Value ?? most } : now with { RowsMax = Value ?? most };
    }
}
