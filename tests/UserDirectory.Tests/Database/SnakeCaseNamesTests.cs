using UserDirectory.Database;

namespace UserDirectory.Tests.Database;

public sealed class SnakeCaseNamesTests
{
    [Theory]
    [InlineData("UserName", "user_name")]
    [InlineData("Sha256", "sha256")]
    [InlineData("ACRValue", "acr_value")]
    [InlineData("PK_users", "pk_users")]
    [InlineData("FK_user_roles_users_UserId", "fk_user_roles_users_user_id")]
    [InlineData("already_snake", "already_snake")]
    public void Names_are_written_as_sql_writes_them(string name, string expected) => Assert.Equal(expected, SnakeCaseNames.Of(name));
}
