using ServiceDefaults.Problems;

namespace UserApi.UserFiles;

/// <summary>A line of a file of accounts.</summary>
/// <param name="Number">From 1, as an editor counts.</param>
/// <param name="Json">The account as a JSON object in UTF-8, whatever the file's format.</param>
/// <param name="Fault">Why there is none; the lines behind it can be read all the same.</param>
internal sealed record FileLine(int Number, ReadOnlyMemory<byte> Json, string? Fault = null)
{
    /// <summary>The longest line that is taken.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>Why the file cannot be read from here on; this is its last line then.</summary>
    public ApiProblem? Break { get; private init; }

    public static FileLine NotUtf8(int number) => Broken(number, $"Line {number} is not UTF-8.");

    public static FileLine TooLong(int number) => Broken(number, $"Line {number} has more than {Longest} bytes.");

    public static FileLine Broken(int number, string reason) => Broken(number, ApiProblem.BadRequest("invalid_file", reason));

    public static FileLine Broken(int number, ApiProblem problem) => new(number, default) { Break = problem };
}
