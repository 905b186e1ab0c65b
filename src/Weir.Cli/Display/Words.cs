using System.Text.Json;

namespace Weir.Cli.Display;

/// <summary>Values of enums as people read them: the words of the JSON, with spaces.</summary>
internal static class Words
{
    public static string Of(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');
}
