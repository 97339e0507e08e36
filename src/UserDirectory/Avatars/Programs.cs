namespace UserDirectory.Avatars;

/// <summary>Where the programs of the system are.</summary>
internal static class Programs
{
    /// <summary>The full path of a program that is named by its path, or looked for on <c>PATH</c>; null when it is not there.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/')) return File.Exists(program) ? Path.GetFullPath(program) : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
