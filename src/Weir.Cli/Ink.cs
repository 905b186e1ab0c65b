namespace Weir.Cli;

/// <summary>The few ANSI colours of plain lines; tables and progress draw with Spectre.Console.</summary>
internal static class Ink
{
    public const string Bold = "1";
    public const string Dim = "2";
    public const string Red = "31";
    public const string Green = "32";
    public const string Yellow = "33";
    public const string Cyan = "36";

    public static string Paint(string text, string ink, bool color) => color ? $"\e[{ink}m{text}\e[0m" : text;
}
