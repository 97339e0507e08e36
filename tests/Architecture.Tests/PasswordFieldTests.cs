namespace Architecture.Tests;

public sealed class PasswordFieldTests
{
    /// <summary>A browser cuts what is pasted at <c>maxlength</c> and says nothing: the account would get another password than its owner
    /// believes. What is too long is refused by the server, in words.</summary>
    [Fact]
    public void No_field_cuts_a_password_that_is_pasted()
    {
        var fields = Repository.Views("src", "samples").SelectMany(view => File.ReadLines(view)
            .Where(line => line.Contains("type=\"password\"", StringComparison.Ordinal))
            .Select(line => (View: Repository.Relative(view), Line: line))).ToList();
        Assert.True(fields.Count > 5, "These are not all fields.");
        Assert.DoesNotContain(fields, field => field.Line.Replace("-", "", StringComparison.Ordinal).Contains("maxlength", StringComparison.OrdinalIgnoreCase));
    }
}
